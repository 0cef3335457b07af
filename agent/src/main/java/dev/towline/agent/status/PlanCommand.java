package dev.towline.agent.status;

import dev.towline.agent.reconcile.FolderPass;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what would be done now to bring the engine to the project in a folder, and why.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what would be done first to bring the engine to the project, and why.",
            "Changes nothing, pulls nothing. Prints nothing when there is nothing to do."
        })
public final class PlanCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ComposeOptions compose = new ComposeOptions();
    @Mixin private EngineOptions engines = new EngineOptions();

    @Override
    public Integer call() throws Exception {
        var line = spec.commandLine();
        var project = compose.load(line.getErr()).runnable();
        try (var engine = engines.engine()) {
            var plan = new FolderPass(engine, line.getErr()::println).plan(project);
            line.getOut().print(plan.text());
            line.getOut().flush();
            return plan.blocked().isEmpty() ? 0 : 1;
        }
    }
}

package dev.towline.agent.status;

import dev.towline.agent.lock.ProjectLocks;
import dev.towline.agent.reconcile.FolderPass;
import dev.towline.agent.reconcile.HostRules;
import dev.towline.agent.reconcile.HostSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Brings the engine to the project in a folder, without a coordinator.
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the engine to the project in a folder, without a coordinator and without gates.",
            "What it replaces is kept until everything new was started.",
            "Exit code 1 when another program on this machine writes to the project."
        })
public final class ApplyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ComposeOptions compose = new ComposeOptions();
    @Mixin private EngineOptions engines = new EngineOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long nothing may move; default: ${DEFAULT-VALUE}.")
    private int timeout = 60;

    @Override
    public Integer call() throws Exception {
        var line = spec.commandLine();
        var loaded = compose.load(line.getErr());
        var project = loaded.runnable();
        new HostRules(HostSettings.USUAL)
                .warnings(loaded)
                .forEach(it -> tell(line.getErr(), "warning: an order would be refused: " + it));
        try (var _ = ProjectLocks.ofThisMachine().take(project.name(), "apply", Duration.ZERO);
                var engine = engines.engine()) {
            new FolderPass(engine, it -> tell(line.getOut(), it))
                    .apply(project, Duration.ofSeconds(timeout));
            return 0;
        }
    }

    private static void tell(java.io.PrintWriter out, String words) {
        out.println(words);
        out.flush();
    }
}

package dev.towline.agent;

import dev.towline.agent.journal.HoldFile;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Ends a hold.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the hold of an environment: what waited goes on, what differs is healed again.",
            "It works while the agent is down.",
            "Exit code 0 when no hold stands, 1 when it could not be ended, 2 for wrong usage."
        })
final class ReleaseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "ENVIRONMENT",
            description = "Default: the only one in the settings.")
    private @Nullable String environment;

    @Override
    public Integer call() throws Exception {
        var settings = config.read();
        var name = EnvironmentChoice.of(settings, environment, spec);
        var was = new HoldFile(Agent.folder(settings, name)).remove();
        var out = spec.commandLine().getOut();
        out.println(name + (was ? " is released" : " was not on hold"));
        out.flush();
        return 0;
    }
}

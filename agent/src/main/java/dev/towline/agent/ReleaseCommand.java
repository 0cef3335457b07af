package dev.towline.agent;

import dev.towline.agent.journal.HoldFile;
import dev.towline.agent.journal.OrderedHolds;
import dev.towline.agent.journal.ReleaseMark;
import dev.towline.agent.lock.Caller;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Ends a hold, and lets what was left to people be brought back.
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the hold of an environment, if one stands, and lets the agent bring back what it"
                    + " left to people: containers that they replaced or changed, services that did"
                    + " not stay up.",
            "One that was given through the coordinator stands until it ends or is ended there.",
            "It works while the agent is down.",
            "Exit code 0 when it is released, 1 when it could not be, 2 for wrong usage."
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
        var state = Agent.folder(settings, name);
        new ReleaseMark(state).write(Caller.ofThisProcess().user());
        var held = new HoldFile(state).remove();
        var out = spec.commandLine().getOut();
        out.println(
                name
                        + (held ? " is released" : " was not on hold")
                        + "; what differs from the accepted release is brought back");
        OrderedHolds.open(state)
                .standing(Instant.now())
                .forEach(it -> out.println("still, through the coordinator: " + it.words()));
        out.flush();
        return 0;
    }
}

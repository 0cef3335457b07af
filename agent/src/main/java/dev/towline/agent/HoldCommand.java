package dev.towline.agent;

import dev.towline.agent.journal.HoldFile;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.ReleaseMark;
import dev.towline.agent.lock.Caller;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Hold;
import dev.towline.wire.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells the agent to keep its hands off an environment, whether it runs or not.
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the agent to keep its hands off an environment.",
            "Deployments are prepared and wait, nothing is healed, what differs is reported.",
            "It works while the agent is down, and outlives its restarts.",
            "A deployment that has begun to switch goes on to its end.",
            "Exit code 0 when the hold stands, 1 when it could not be written, 2 for wrong usage."
        })
final class HoldCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private PersonsReason reason = new PersonsReason();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "When it ends by itself, as 90s, 15m, 2h or 3d, at most 30d; default: it stands"
                            + " until it is released.")
    private @Nullable Duration span;

    @Parameters(
            arity = "0..1",
            paramLabel = "ENVIRONMENT",
            description = "Default: the only one in the settings.")
    private @Nullable String environment;

    @Override
    public Integer call() throws Exception {
        var line = reason.line();
        if (span != null && span.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new ParameterException(spec.commandLine(), "--for must be 1s at least");
        }
        var settings = config.read();
        var name = EnvironmentChoice.of(settings, environment, spec);
        var state = Agent.folder(settings, name);
        var hold = hold(line, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        new HoldFile(state).write(hold);
        new ReleaseMark(state).remove();
        tell(name, hold, state);
        return 0;
    }

    private Hold hold(String line, Instant now) {
        var caller = Caller.ofThisProcess();
        return new Hold(
                line, caller.user(), caller.sudoUser(), now, span == null ? null : now.plus(span));
    }

    private void tell(EnvironmentName name, Hold hold, Path state) {
        var out = spec.commandLine().getOut();
        out.println(name + " is " + hold.words());
        if (hold.until() == null) {
            out.println("it does not end by itself: towline-agent release " + name);
        }
        var underway = Journal.open(state.resolve("journal.json")).entries().underway();
        if (underway != null && underway.phase().compareTo(Phase.SWITCH) >= 0) {
            out.println(
                    "deployment "
                            + underway.order().deployment()
                            + " has begun to switch and goes on to its end");
        }
        out.flush();
    }
}

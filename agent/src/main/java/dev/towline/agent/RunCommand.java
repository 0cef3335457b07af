package dev.towline.agent;

import dev.towline.logging.LogLines;
import dev.towline.process.Serving;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the agent until it is told to end.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the agent until it gets SIGTERM.",
            "A deployment under way is gone on with at the next start."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        LogLines.install();
        Serving.untilTold(() -> Agent.start(config.read())::close);
        return 0;
    }
}

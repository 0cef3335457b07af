package dev.towline.agent;

import dev.towline.logging.LogLines;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        var agent = Agent.start(config.read());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(agent)));
        new CountDownLatch(1).await();
        return 0;
    }

    /// With code 0: to be told to end is no failure, and a virtual machine that is ended by a
    /// signal would say 143.
    private static void end(Agent agent) {
        agent.close();
        Runtime.getRuntime().halt(0);
    }
}

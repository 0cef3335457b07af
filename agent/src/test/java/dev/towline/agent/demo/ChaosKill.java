package dev.towline.agent.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/// One command that replaces the two containers of a project, killed at a random moment of it, and
/// then run a second time by whoever finds that out.
///
/// @param command of which round
/// @param log what it says; it names its project as soon as it begins to replace
record ChaosKill(IntFunction<List<String>> command, BenchProject project, Path log) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What was found.
    ///
    /// @param down whether a service was down after the kill
    /// @param strange whether a container had a name that is not its own
    /// @param failed whether the second run failed
    /// @param broken whether after it a service was down, or a strange name left
    record Found(boolean down, boolean strange, boolean failed, boolean broken) {}

    /// How long the replacement itself takes, unharmed.
    Duration unharmed(int round) {
        try (var process = start(round)) {
            long began = began(process);
            requireGood(process.awaitEnd(PATIENCE), process);
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /// @param within a random moment in this time is taken, from the replacement's beginning on
    Found killed(int round, Duration within, RandomGenerator random) {
        try (var process = start(round)) {
            began(process);
            ChaosPlace.pause(Duration.ofNanos(random.nextLong(within.toNanos())));
            process.kill9();
        }
        var stack = new EngineProject(project.name());
        boolean down = down(stack);
        boolean strange = strange(stack);
        try (var process = start(round)) {
            boolean failed = process.awaitEnd(PATIENCE) != 0;
            return new Found(down, strange, failed, down(stack) || strange(stack));
        }
    }

    private ChildProcess start(int round) {
        var said = log.resolveSibling(log.getFileName() + "-" + round);
        return ChildProcess.start(command.apply(round), project.changingAll(round), said);
    }

    private long began(ChildProcess process) {
        Awaitility.await("the replacement of " + project.name())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !process.isAlive() || process.tail().contains(project.name()));
        return System.nanoTime();
    }

    private static void requireGood(int exitCode, ChildProcess process) {
        if (exitCode != 0) {
            throw new DemoException("a replacement failed unharmed: " + process.tail());
        }
    }

    private List<String> own() {
        return List.of(project.name() + "-s1-1", project.name() + "-s2-1");
    }

    private boolean down(EngineProject stack) {
        return stack.running().size() < own().size();
    }

    private boolean strange(EngineProject stack) {
        return !own().containsAll(stack.names());
    }
}

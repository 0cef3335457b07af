package dev.towline.agent.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// A server on one loopback port that can be away for a while and come back on the same port.
final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> command;
    private final int port;
    private final Path log;
    private @Nullable ChildProcess process;

    Server(List<String> command, int port, Path log) {
        this.command = List.copyOf(command);
        this.port = port;
        this.log = log;
    }

    /// Returns when it answers.
    void start() {
        var started = ChildProcess.start(command, Map.of(), log);
        process = started;
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> !started.isAlive() || Ports.answers(port));
        } catch (ConditionTimeoutException e) {
            throw new DemoException("no answer from " + command.getFirst(), e);
        }
        if (!started.isAlive()) {
            throw new DemoException("could not start a server: " + started.tail());
        }
    }

    void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}

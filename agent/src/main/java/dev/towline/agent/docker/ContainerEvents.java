package dev.towline.agent.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for changes of a project's containers, on one thread, for as long as it is open.
///
/// An event is only a hint to look again, and a help for people. The engine keeps 256 of them and
/// none over a restart, so after a gap the callback gets `EngineEvent.MISSED`.
final class ContainerEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ContainerEvents.class);
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    // Without the events of the health checks' own commands, of which there are two a check.
    private static final List<String> CHANGES =
            List.of(
                    "create",
                    "destroy",
                    "die",
                    "health_status",
                    "kill",
                    "oom",
                    "pause",
                    "rename",
                    "start",
                    "unpause",
                    "update");

    private final EngineApi api;
    private final String path;
    private final Consumer<EngineEvent> onChange;
    private final Ticker ticker;
    private final Thread thread;
    private final AtomicReference<@Nullable Response> open = new AtomicReference<>();
    private volatile boolean closed;

    private ContainerEvents(
            EngineApi api, String project, Consumer<EngineEvent> onChange, Ticker ticker) {
        this.api = api;
        this.path =
                EnginePath.list(
                        "/events",
                        Map.of(
                                "type", List.of("container"),
                                "label", List.of(Labels.PROJECT + "=" + project),
                                "event", CHANGES));
        this.onChange = onChange;
        this.ticker = ticker;
        this.thread = Thread.ofPlatform().daemon().name("events-" + project).unstarted(this::run);
    }

    static ContainerEvents listen(
            EngineApi api, String project, Consumer<EngineEvent> onChange, Ticker ticker) {
        var events = new ContainerEvents(api, project, onChange, ticker);
        events.thread.start();
        return events;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        var answer = open.get();
        if (answer != null) {
            answer.close();
        }
    }

    private void run() {
        var pause = FIRST_PAUSE;
        var missed = false;
        while (!closed && !api.closed()) {
            var heard = listenOnce(missed);
            missed = true;
            pause = heard ? FIRST_PAUSE : pause;
            if (!paused(pause)) {
                return;
            }
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /// Whether the engine answered at all.
    private boolean listenOnce(boolean missed) {
        open.set(null);
        try (var answer = api.stream(path)) {
            open.set(answer);
            if (missed) {
                changed(EngineEvent.MISSED);
            }
            lines(answer.getBody());
            return true;
        } catch (EngineException | IOException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("events ended");
            return open.get() != null;
        } finally {
            api.forgetVersion();
        }
    }

    // Each event is one line. One that is longer than any of the engine's is a change as well.
    private void lines(InputStream events) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = events.read(); next >= 0 && !closed; next = events.read()) {
            if (next == '\n') {
                changed(EngineEvent.of(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
    }

    private void changed(EngineEvent event) {
        try {
            onChange.accept(event);
        } catch (RuntimeException e) {
            // The listener must outlive its callback.
            log.atError().setCause(e).log("the callback of an event failed");
        }
    }

    private boolean paused(Duration pause) {
        try {
            ticker.sleep(pause);
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.towline.agent.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done inside a container: commands, its files, its output.
final class ContainerShell {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int POLLS = 100;

    private final EngineApi api;
    private final Ticker ticker;

    ContainerShell(EngineApi api, Ticker ticker) {
        this.api = api;
        this.ticker = ticker;
    }

    ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException {
        var id =
                api.call(
                        QUICK,
                        client ->
                                client.execCreateCmd(containerId)
                                        .withCmd(command.toArray(String[]::new))
                                        .withAttachStdout(true)
                                        .withAttachStderr(true)
                                        .exec()
                                        .getId());
        var stdout = new Capture(Capture.Part.BEGINNING);
        var stderr = new Capture(Capture.Part.BEGINNING);
        try (var frames =
                new Reception<Frame>(it ->
                        (it.getStreamType() == StreamType.STDERR ? stderr : stdout)
                                .add(it.getPayload()))) {
            api.call(timeout.plus(MARGIN), client -> client.execStartCmd(id).exec(frames));
            var ended = received(frames, timeout);
            return new ExecResult(
                    ended ? exitCode(id) : -1, stdout.output(), stderr.output(), !ended);
        }
    }

    Optional<byte[]> read(String containerId, String path, int limit) throws EngineException {
        try (var tar =
                api.call(
                        QUICK,
                        client -> client.copyArchiveFromContainerCmd(containerId, path).exec())) {
            return TarFile.content(tar, limit);
        } catch (EngineException.Refused e) {
            if (e.status() == 404
                    && !String.valueOf(e.getMessage()).contains("No such container")) {
                return Optional.empty();
            }
            throw e;
        } catch (TarFile.TooLargeException e) {
            throw new EngineException.Refused(0, "could not read " + path + ": " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw api.failure(e);
        }
    }

    String logs(String containerId, int lines) throws EngineException {
        var text = new Capture(Capture.Part.END);
        try (var frames = new Reception<Frame>(it -> text.add(it.getPayload()))) {
            api.call(
                    QUICK,
                    client ->
                            client.logContainerCmd(containerId)
                                    .withStdOut(true)
                                    .withStdErr(true)
                                    .withTail(lines)
                                    .exec(frames));
            received(frames, QUICK.plus(MARGIN));
            return text.output().text();
        }
    }

    private boolean received(Reception<?> stream, Duration within) throws EngineException {
        try {
            var ended = stream.ended(within);
            var error = stream.error();
            if (error != null) {
                throw api.failure(error);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Silent("interrupted while waiting for the engine", e);
        }
    }

    // The output may end a moment before the engine knows how the command did.
    private int exitCode(String execId) throws EngineException {
        try {
            for (var poll = 0; poll < POLLS; poll++) {
                var code = inspect(execId).getExitCodeLong();
                if (code != null) {
                    return code.intValue();
                }
                ticker.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Silent("interrupted while waiting for the engine", e);
        }
        throw new EngineException.Refused(0, "the command closed its output and goes on");
    }

    private InspectExecResponse inspect(String execId) throws EngineException {
        return api.call(QUICK, client -> client.inspectExecCmd(execId).exec());
    }
}

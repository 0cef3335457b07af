package dev.towline.agent.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is done inside a container: commands, its files, its output.
final class ContainerShell {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration FIRST_POLL = Duration.ofMillis(10);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final EngineApi api;
    private final Ticker ticker;
    private final AbandonedCommands abandoned;

    ContainerShell(EngineApi api, Ticker ticker) {
        this.api = api;
        this.ticker = ticker;
        this.abandoned = new AbandonedCommands(api);
    }

    ExecResult exec(String containerId, List<String> command, Duration timeout)
            throws EngineException {
        abandoned.endOfEarlier(containerId);
        var id = created(containerId, command);
        var end = ticker.elapsed().plus(timeout);
        var stdout = new Capture(Capture.Part.BEGINNING);
        var stderr = new Capture(Capture.Part.BEGINNING);
        try (var frames =
                new Reception<Frame>(it ->
                        (it.getStreamType() == StreamType.STDERR ? stderr : stdout)
                                .add(it.getPayload()))) {
            api.call(timeout.plus(MARGIN), client -> client.execStartCmd(id).exec(frames));
            var code = received(frames, timeout) ? exitCode(id, end) : OptionalInt.empty();
            if (code.isEmpty()) {
                abandoned.end(id);
            }
            return new ExecResult(
                    code.orElse(-1), stdout.output(), stderr.output(), code.isEmpty());
        }
    }

    private String created(String containerId, List<String> command) throws EngineException {
        return api.call(
                QUICK,
                client ->
                        client.execCreateCmd(containerId)
                                .withCmd(command.toArray(String[]::new))
                                .withEnv(List.of(AbandonedCommands.MARK))
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .exec()
                                .getId());
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

    // The engine may know a moment after the output's end, or much later where the command closed
    // its output itself.
    private OptionalInt exitCode(String execId, Duration end) throws EngineException {
        try {
            var pause = FIRST_POLL;
            while (true) {
                var code = inspect(execId).getExitCodeLong();
                if (code != null) {
                    return OptionalInt.of(code.intValue());
                }
                if (ticker.elapsed().plus(pause).compareTo(end) > 0) {
                    return OptionalInt.empty();
                }
                ticker.sleep(pause);
                pause = pause.compareTo(LONGEST_POLL) < 0 ? pause.multipliedBy(2) : pause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Silent("interrupted while waiting for the engine", e);
        }
    }

    private InspectExecResponse inspect(String execId) throws EngineException {
        return api.call(QUICK, client -> client.inspectExecCmd(execId).exec());
    }
}

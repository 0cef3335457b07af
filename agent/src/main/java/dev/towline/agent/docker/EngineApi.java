package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine's API at the version that both sides know: JSON trees where docker-java's model would
/// lose attributes, docker-java's commands elsewhere.
///
/// The version is asked for again whenever the engine was away: it may have been replaced.
final class EngineApi implements AutoCloseable {
    private static final int OLDEST = 41;
    private static final int NEWEST = 51;
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration CHANGE = Duration.ofSeconds(60);

    private final URI engine;
    private final UnixSocketTransport transport;
    private final AtomicReference<@Nullable EngineVersion> agreed = new AtomicReference<>();

    EngineApi(URI engine) {
        this.engine = engine;
        this.transport = UnixSocketTransport.to(engine, QUICK);
    }

    EngineVersion version() throws EngineException {
        var known = agreed.get();
        if (known != null) {
            return known;
        }
        var version = negotiated();
        agreed.set(version);
        return version;
    }

    JsonNode get(String path) throws EngineException {
        return json(request(Method.GET, path, null), QUICK);
    }

    /// As `get`, empty where the engine has no such thing.
    Optional<JsonNode> find(String path) throws EngineException {
        try {
            return Optional.of(get(path));
        } catch (EngineException.Refused e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    JsonNode post(String path, JsonNode body) throws EngineException {
        return json(request(Method.POST, path, body), CHANGE);
    }

    /// As `post`, whatever the answer's text: not every engine answers with JSON, or nothing, where
    /// there is nothing to tell.
    void tell(String path, JsonNode body) throws EngineException {
        var within = transport.within(CHANGE);
        try (var answer = answer(within, request(Method.POST, path, body))) {
            answer.getBody().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Sends an archive.
    void putTar(String path, byte[] tar) throws EngineException {
        var request =
                Request.builder()
                        .method(Method.PUT)
                        .path("/v" + version().api() + path)
                        .bodyBytes(tar)
                        .putHeader("Content-Type", "application/x-tar");
        json(request.build(), CHANGE);
    }

    /// Opens an answer that may go on for ever. The caller closes it.
    Response stream(String path) throws EngineException {
        return answer(transport.beginningWithin(QUICK), request(Method.GET, path, null));
    }

    /// Runs a command of docker-java.
    <T> T call(Duration deadline, Function<DockerClient, T> command) throws EngineException {
        var config = new EngineConfig(engine, version());
        var client = DockerClientImpl.getInstance(config, transport.within(deadline));
        try {
            return command.apply(client);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /// What a failure of docker-java means.
    EngineException failure(Throwable thrown) {
        var failure = EngineFailure.of(thrown);
        if (failure instanceof EngineException.Silent) {
            forgetVersion();
        }
        return failure;
    }

    /// The next call negotiates again.
    void forgetVersion() {
        agreed.set(null);
    }

    /// No call will succeed any more.
    boolean closed() {
        return transport.closed();
    }

    @Override
    public void close() {
        transport.close();
    }

    private EngineVersion negotiated() throws EngineException {
        try (var answer = answer(transport, unversioned("/_ping"))) {
            var newest = minor(answer.getHeader("Api-Version"));
            // Without a version in its path, which an engine could find too old.
            var details = json(unversioned("/version"), QUICK);
            var oldest = oldest(details.path("MinAPIVersion").asText(""));
            var api = "1." + Math.max(oldest, Math.min(newest, NEWEST));
            return new EngineVersion(api, details.path("Version").asText("unknown"));
        }
    }

    // An engine of a later time may want more than we know; it is worth a try.
    private static int oldest(String theirs) {
        try {
            return EngineVersion.minor(theirs);
        } catch (NumberFormatException e) {
            // Not every engine names one.
            return OLDEST;
        }
    }

    private static int minor(@Nullable String theirs) throws EngineException {
        try {
            var minor = EngineVersion.minor(theirs == null ? "" : theirs);
            if (minor < OLDEST) {
                throw new EngineException.Refused(
                        0,
                        "the engine's API " + theirs + " is too old: 1." + OLDEST + " is needed");
            }
            return minor;
        } catch (NumberFormatException e) {
            throw new EngineException.Silent("the engine does not name its API version", e);
        }
    }

    private JsonNode json(Request request, Duration deadline) throws EngineException {
        try (var answer = answer(transport.within(deadline), request)) {
            return ResponseJson.read(answer);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Response answer(UnixSocketTransport transport, Request request) throws EngineException {
        try {
            var answer = transport.execute(request);
            if (answer.getStatusCode() < 300) {
                return answer;
            }
            try (answer) {
                throw new EngineException.Refused(
                        answer.getStatusCode(), ResponseJson.message(answer));
            }
        } catch (IOException | UncheckedIOException e) {
            throw failure(e);
        }
    }

    private Request request(Method method, String path, @Nullable JsonNode body)
            throws EngineException {
        var request = Request.builder().method(method).path("/v" + version().api() + path);
        if (body != null) {
            request.bodyBytes(Json.bytes(body)).putHeader("Content-Type", "application/json");
        }
        return request.build();
    }

    private static Request unversioned(String path) {
        return Request.builder().method(Method.GET).path(path).build();
    }
}

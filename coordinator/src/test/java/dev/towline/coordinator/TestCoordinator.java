package dev.towline.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A coordinator on a free port with a client, for tests.
final class TestCoordinator implements AutoCloseable {
    static final String SHA_1 = "1".repeat(40);
    static final String SHA_2 = "2".repeat(40);

    final Path data;
    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UnaryOperator<CoordinatorConfig> settings;
    private Coordinator coordinator;
    final String admin;

    TestCoordinator(Path data) {
        this(data, UnaryOperator.identity());
    }

    /// @param settings changes the usual ones
    TestCoordinator(Path data, UnaryOperator<CoordinatorConfig> settings) {
        this.data = data;
        this.settings = settings;
        this.coordinator = start();
        this.admin = read("admin-token").strip();
    }

    private Coordinator start() {
        InstantSource clock = now::get;
        return Coordinator.start(
                settings.apply(new CoordinatorConfig(data, "127.0.0.1", 0, clock)));
    }

    void restart() {
        coordinator.close();
        coordinator = start();
    }

    Coordinator running() {
        return coordinator;
    }

    String read(String file) {
        try {
            return Files.readString(data.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer with its body as JSON (missing where it is none).
    record Reply(int status, JsonNode json, Raw raw) {
        String text(String pointer) {
            return json.at(pointer).asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /// What came.
    record Raw(HttpHeaders headers, String body) {}

    HttpRequest.Builder request(String method, String path, String token, String body) {
        var builder =
                HttpRequest.newBuilder(URI.create(coordinator.address() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder;
    }

    Reply send(HttpRequest request) {
        return sendAsync(request).join();
    }

    CompletableFuture<Reply> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(it -> reply(it.statusCode(), new Raw(it.headers(), it.body())));
    }

    static Reply reply(int status, Raw raw) {
        return new Reply(status, parse(raw.body()), raw);
    }

    Reply send(String method, String path, String token, String body) {
        return send(request(method, path, token, body).build());
    }

    Reply get(String path) {
        return send("GET", path, admin, "");
    }

    Reply put(String path, String body) {
        return send("PUT", path, admin, body);
    }

    Reply post(String path, String body) {
        return send("POST", path, admin, body);
    }

    void define(String environment) {
        var reply =
                put(
                        "/api/v1/environments/" + environment,
                        """
                        {"repository":"https://git.example/shop.git","branch":"main"}\
                        """);
        if (reply.status() != 201) {
            throw new AssertionError(reply.raw().body());
        }
    }

    /// Defines the environment with this policy, or anew.
    void define(String environment, String policy) {
        var reply =
                put(
                        "/api/v1/environments/" + environment,
                        """
                        {"repository":"https://git.example/shop.git","branch":"main","policy":%s}\
                        """
                                .formatted(policy));
        if (reply.status() > 201) {
            throw new AssertionError(reply.raw().body());
        }
    }

    Reply deploy(String environment, String sha) {
        return put("/api/v1/environments/" + environment + "/desired", order(sha));
    }

    static String order(String sha) {
        return """
        {"sha":"%s","confirm":"DEPLOY","reason":"a test"}\
        """
                .formatted(sha);
    }

    String token(String role) {
        return token("a " + role, role);
    }

    String token(String name, String role) {
        return post("/api/v1/tokens", "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}")
                .text("/token");
    }

    /// Makes a token that is only good for these environments.
    String tokenFor(String role, String environments) {
        var body =
                "{\"name\":\"a %s\",\"role\":\"%s\",\"environments\":[%s]}"
                        .formatted(role, role, environments);
        return post("/api/v1/tokens", body).text("/token");
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : Json.read(body, JsonNode.class);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        coordinator.close();
        http.shutdownNow();
    }
}

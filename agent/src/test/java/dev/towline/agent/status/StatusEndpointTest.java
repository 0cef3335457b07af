package dev.towline.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.wire.Json;
import dev.towline.wire.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class StatusEndpointTest {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpClient client = HttpClient.newHttpClient();
    private Supplier<List<Status>> source = List::of;
    private StatusEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint =
                StatusEndpoint.start(
                        ANY, new StatusEndpoint.Sources(() -> source.get(), () -> "metrics\n"));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        client.shutdownNow();
    }

    @Test
    void showsTheOneEnvironmentAsAnObject() throws Exception {
        source = () -> List.of(Samples.converged("production"));

        var answer = get("/status");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.read(answer.body(), Status.class))
                .isEqualTo(Samples.converged("production"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void showsTheMetricsInPrometheusForm() throws Exception {
        var answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("metrics\n");
    }

    @Test
    void showsSeveralEnvironmentsAsAList() throws Exception {
        source = () -> List.of(Samples.converged("production"), Samples.idle("staging"));

        var answer = get("/status");

        assertThat(Json.read(answer.body(), Status[].class))
                .containsExactly(Samples.converged("production"), Samples.idle("staging"));
    }

    @Test
    void showsOneOfSeveralByItsName() throws Exception {
        source = () -> List.of(Samples.converged("production"), Samples.rolledBack("staging"));

        var answer = get("/status/staging");

        assertThat(Json.read(answer.body(), Status.class)).isEqualTo(Samples.rolledBack("staging"));
    }

    @Test
    void isHealthyWhenAllAreConverged() throws Exception {
        source = () -> List.of(Samples.converged("production"), Samples.converged("staging"));

        var answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"converged\"}");
    }

    @Test
    void saysWhyItIsNotHealthy() throws Exception {
        source = () -> List.of(Samples.converged("production"), Samples.rolledBack("staging"));

        var answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"not-converged\",\"reasons\":"
                                + "{\"staging\":\"degraded: 0badc0d was rolled back\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/status/", "/status/other", "/statusx", "/health/x", "/%2e%2e/etc"})
    void knowsNothingElse(String path) throws Exception {
        source = () -> List.of(Samples.converged("production"));

        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "DELETE"})
    void answersOnlyToGet(String method) throws Exception {
        var request =
                HttpRequest.newBuilder(uri("/status"))
                        .method(method, BodyPublishers.noBody())
                        .build();

        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:7460, 200",
        "127.0.0.1, 200",
        "[::1]:7460, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example:7460, 421"
    })
    void answersOnlyUnderTheMachinesOwnNames(String host, int status) throws Exception {
        var request = "GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void hidesWhatWentWrongInside() throws Exception {
        source =
                () -> {
                    throw new IllegalStateException("secret");
                };

        var answer = get("/status");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void listensOnlyOnLoopback() {
        var everywhere = new InetSocketAddress("0.0.0.0", 0);

        assertThatThrownBy(() ->
                        StatusEndpoint.start(
                                everywhere, new StatusEndpoint.Sources(List::of, () -> "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a loopback address");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
    }
}

package dev.towline.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StreamedAnswerTest {
    private static final byte[] LINE =
            "x".repeat(999).concat("\n").getBytes(StandardCharsets.UTF_8);
    private static final int LINES = 500;

    private HttpServer server;

    @BeforeEach
    void start() {
        var routes =
                List.of(
                        Route.get("/whole", Permission.NONE, _ -> lines(LINES + 1)),
                        Route.get("/part", Permission.NONE, _ -> lines(LINES / 2)),
                        Route.get("/nothing", Permission.NONE, _ -> lines(0)));
        server =
                HttpServer.start(
                        new HttpServer.Listener(
                                "127.0.0.1", 0, Limits.USUAL, InstantSource.system(), null),
                        routes,
                        _ -> Pass.ofAnyone());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer lines(int failing) {
        return new Answer.Streamed(
                "application/jsonl",
                out -> {
                    for (int i = 0; i < LINES; i++) {
                        if (i == failing) {
                            throw new IllegalStateException("the store failed");
                        }
                        out.write(LINE);
                    }
                });
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void comesWhole() throws Exception {
        assertThat(get("/whole").body()).hasSize(LINES * LINE.length);
    }

    @Test
    void isNoAnswerWhereItBreaksOff() {
        assertThatThrownBy(() -> get("/part")).isInstanceOf(IOException.class);
    }

    @Test
    void isAFailureWhereItFailsAtOnce() throws Exception {
        var answer = get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("the store failed");
    }
}

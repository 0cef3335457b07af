package dev.towline.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the server does with clients and handlers that misbehave.
final class HttpServerTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Limits LIMITS = new Limits(SHORT, SHORT, SHORT, 100, 30, 600);

    private HttpServer server;

    @BeforeEach
    void start() {
        var routes =
                List.of(
                        Route.put("/echo", Permission.NONE, HttpServerTest::length),
                        Route.get("/broken", Permission.NONE, HttpServerTest::breaks));
        server =
                HttpServer.start(
                        new HttpServer.Listener(
                                "127.0.0.1", 0, LIMITS, InstantSource.system(), null),
                        routes,
                        _ -> {
                            throw Refusal.unauthenticated("nobody is known here");
                        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer length(Call call) {
        return Answer.ok(call.bytes().length);
    }

    private static Answer breaks(Call call) {
        throw new IllegalStateException("an inner secret of " + call.bytes().length);
    }

    /// Sends and reads until the server closes, or the answer's body has come.
    private String talk(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var text = new StringBuilder();
            for (int next = read(socket); next >= 0; next = read(socket)) {
                text.append((char) next);
                if (text.toString().matches("(?s).*\r\n\r\n(\\d+|\\{.*})")) {
                    return text.toString();
                }
            }
            return text.toString();
        }
    }

    private static int read(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }

    @Test
    void readsAWholeBody() throws IOException {
        assertThat(talk("PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n5");
    }

    @Test
    void endsAConnectionWhoseBodyDoesNotCome() throws IOException {
        assertThat(talk("PUT /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe"))
                .doesNotContain("200");
    }

    @Test
    void endsAConnectionWhoseChunksDoNotCome() throws IOException {
        assertThat(
                        talk(
                                "PUT /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                        + "\r\n5\r\nhe"))
                .doesNotContain("200");
    }

    @Test
    void refusesABodyWhoseChunksAreNone() throws IOException {
        assertThat(
                        talk(
                                "PUT /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                        + "\r\nzz\r\nhello"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void tellsNothingOfTheInsideWhenAHandlerFails() throws IOException {
        assertThat(talk("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 500")
                .containsPattern("its log tells more under the error [0-9a-f]{12}\"")
                .doesNotContain("secret", "Exception", "dev.towline");
    }
}

package dev.towline.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that take their time, on purpose or not: three connections at most, 300 ms for headers.
final class SlowClientTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MOST = 3;
    private static final int MOST_DRIPS = 500;

    private final CountDownLatch slowAnswer = new CountDownLatch(1);
    private final List<Socket> opened = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() {
        server =
                HttpServer.start(
                        new HttpServer.Listener(
                                "127.0.0.1",
                                0,
                                new Limits(SHORT, SHORT, SHORT, MOST, 30, 600),
                                InstantSource.system(),
                                null),
                        List.of(
                                Route.get("/quick", Permission.NONE, _ -> Answer.ok("quick")),
                                Route.get("/slow", Permission.NONE, _ -> slow()),
                                Route.put("/body", Permission.NONE, _ -> Answer.ok("body"))),
                        _ -> {
                            throw Refusal.unauthenticated("nobody is known here");
                        });
    }

    private Answer slow() {
        try {
            return Answer.ok(slowAnswer.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.ok("interrupted");
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : opened) {
            socket.close();
        }
        server.close();
    }

    private Socket connect(String said) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        opened.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static void readAnswer(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the end of: %s", text).isNotNegative();
            text.append((char) next);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /quick HTTP/1.1\r\n",
                "GET /quick HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "PUT /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
            })
    void endsAConnectionWhoseRequestDoesNotCome(String said) throws IOException {
        var socket = connect(said);

        assertThat(rest(socket)).doesNotContain("200");
    }

    @Test
    void endsAConnectionThatDripsHeaders() throws IOException {
        var socket = connect("GET /quick HTTP/1.1\r\nHost: x\r\n");

        assertThat(drip(socket)).isLessThan(MOST_DRIPS);
    }

    /// Sends a header every 20 ms, until the other side has closed.
    private static int drip(Socket socket) {
        int sent = 0;
        try {
            socket.setSoTimeout(20);
            while (sent < MOST_DRIPS && !isOver(socket)) {
                socket.getOutputStream().write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                sent++;
            }
        } catch (IOException _) {
            // Reset: the other side has closed.
        }
        return sent;
    }

    private static boolean isOver(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    void endsAConnectionThatIsLeftOpenAfterAnAnswer() throws IOException {
        var socket = connect("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
        readAnswer(socket, "\"quick\"");

        assertThat(rest(socket)).isEmpty();
    }

    @Test
    void doesNotEndAConnectionWhileItsAnswerIsAwaited() throws IOException {
        var waiting = connect("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        var idle = connect("");
        // By now, one that owed something was closed.
        assertThat(rest(idle)).isEmpty();

        slowAnswer.countDown();

        readAnswer(waiting, "\r\n\r\ntrue");
    }

    @Test
    void servesOthersAgainWhenTheSlowOnesAreGone() throws IOException {
        for (int i = 0; i < MOST; i++) {
            connect("GET /quick HTTP/1.1\r\n");
        }

        var patient = connect("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");

        readAnswer(patient, "\"quick\"");
    }
}

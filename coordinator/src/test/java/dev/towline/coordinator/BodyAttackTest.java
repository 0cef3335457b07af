package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies and headers that are too large or too deep, on every route that takes them.
final class BodyAttackTest {
    @TempDir private static Path data;
    private static TestCoordinator coordinator;
    private static TestAgent agent;
    private static Requests requests;

    @BeforeAll
    static void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.deploy("production", SHA_1);
        requests = new Requests(coordinator, agent);
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000, 20_000})
    void refusesWhatIsNestedTooDeeply(int depth) {
        requests.all()
                .forEach((route, all) -> {
                    var good = all.getFirst().get();
                    for (var field : good.body().properties()) {
                        var rest = (ObjectNode) good.body().deepCopy();
                        rest.remove(field.getKey());
                        var others = rest.isEmpty() ? "}" : "," + Json.write(rest).substring(1);
                        var body = "{\"" + field.getKey() + "\":" + nested(depth) + others;
                        var reply =
                                coordinator.send(good.method(), good.path(), good.token(), body);
                        assertThat(reply.status())
                                .as("%s %s", route, field.getKey())
                                .isBetween(400, 422);
                    }
                });
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    @Test
    void takesAStackThatIsNestedAsDeeplyAsAnyShouldBe() {
        var body = "{\"repository\":\"r\",\"branch\":\"b\",\"stack\":{\"x\":" + nested(60) + "}}";

        assertThat(coordinator.put("/api/v1/environments/deep", body).status()).isEqualTo(201);
    }

    @Test
    void refusesEvidenceOfAnAgentThatIsNestedTooDeeply() {
        var check =
                """
                {"type":"check","kind":"health","name":"api","verdict":"passed","message":"",\
                "evidence":%s}\
                """
                        .formatted(nested(10_000));

        assertThat(agent.report(TestAgent.report(1, "production-1", check)).status())
                .isEqualTo(400);
    }

    @Test
    void refusesALongBodyByItsLengthAlone() throws IOException {
        for (var all : requests.all().values()) {
            var good = all.getFirst().get();
            var answer =
                    talk(
                            good.method()
                                    + " "
                                    + good.path()
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + good.token()
                                    + "\r\nContent-Length: 1100000\r\n\r\n");

            assertThat(answer).as(good.path()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesALongBodyThatDoesNotSayHowLongItIs() throws IOException {
        for (var all : requests.all().values()) {
            var good = all.getFirst().get();
            // More than any route takes, and no last chunk: nothing is waited for.
            var answer =
                    talk(
                            good.method()
                                    + " "
                                    + good.path()
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + good.token()
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + ("8000\r\n" + "x".repeat(0x8000) + "\r\n").repeat(40));

            assertThat(answer).as(good.path()).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\nHost: x\r\nX-Long: LONG\r\n\r\n",
                "GET /health?LONG HTTP/1.1\r\nHost: x\r\n\r\n",
                "LONG /health HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nLONG: x\r\n\r\n",
            })
    void refusesLongHeadersAndFirstLines(String request) throws IOException {
        var answer = talk(request.replace("LONG", "x".repeat(20_000)));

        assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 4")).as(answer).isTrue();
    }

    @Test
    void refusesManyHeaders() throws IOException {
        var answer =
                talk("GET /health HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(5_000) + "\r\n");

        assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 4")).as(answer).isTrue();
    }

    @Test
    void readsABodyThatIsSaidInTwoWaysInNeither() throws IOException {
        var answer =
                talk(
                        "PUT /api/v1/environments/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                + coordinator.admin
                                + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(
                        Set.of("", "HTTP/1.1 400")
                                .contains(answer.substring(0, Math.min(12, answer.length()))))
                .as(answer)
                .isTrue();
        assertThat(answer).doesNotContain("\"ok\"");
    }

    /// Sends, and reads the first line of what is answered; empty where the other side closes.
    private static String talk(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), coordinator.running().port())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException _) {
                // It was refused before all was sent.
            }
            return answer(socket);
        }
    }

    private static String answer(Socket socket) throws IOException {
        var text = new StringBuilder();
        try {
            for (int next = read(socket); next >= 0 && next != '\n'; next = read(socket)) {
                text.append((char) next);
            }
        } catch (SocketException _) {
            // Reset, since not all that was sent was read.
        }
        return text.toString();
    }

    private static int read(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }
}

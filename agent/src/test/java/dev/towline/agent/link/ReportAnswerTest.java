package dev.towline.agent.link;

import static dev.towline.agent.link.Coordinator.answering;
import static dev.towline.agent.link.Samples.identity;
import static dev.towline.agent.link.Samples.progress;
import static dev.towline.agent.link.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.link.ReportAnswer.Acknowledged;
import dev.towline.agent.link.ReportAnswer.Refused;
import dev.towline.wire.Json;
import dev.towline.wire.ReportBatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ReportAnswerTest {
    private static final ReportBatch BATCH =
            new ReportBatch(List.of(report(4, progress("a")), report(9, progress("b"))));

    @Test
    void acknowledgesTheWholeBatch() throws Exception {
        try (var coordinator = new Coordinator(answering(202, ""));
                var link = new CoordinatorLink(identity(coordinator.uri()))) {

            var answer = link.report(BATCH);

            assertThat(answer).isEqualTo(new Acknowledged(9));
            assertThat(coordinator.asked).containsExactly("POST /api/v1/agent/reports");
            assertThat(Json.read(coordinator.bodies.getFirst(), ReportBatch.class))
                    .isEqualTo(BATCH);
        }
    }

    @Test
    void tellsWhyABatchIsRefused() throws Exception {
        try (var coordinator = new Coordinator(answering(422, "{\"detail\":\"unknown event\"}"));
                var link = new CoordinatorLink(identity(coordinator.uri()))) {

            var answer = link.report(BATCH);

            assertThat(answer).isEqualTo(new Refused("HTTP status 422: unknown event"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409, 429, 500, 503})
    void keepsABatchThatMayBeTakenLater(int status) throws Exception {
        try (var coordinator = new Coordinator(answering(status, "<html>"));
                var link = new CoordinatorLink(identity(coordinator.uri()))) {

            var answer = link.report(BATCH);

            assertThat(answer).isEqualTo(new ReportAnswer.Unreachable("HTTP status " + status));
        }
    }

    @Test
    void sendsAgainAtOnceWhereAKeptConnectionWasClosed() throws Exception {
        var connections = new AtomicInteger();
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server =
                    Thread.ofVirtual()
                            .start(() -> closeEachConnectionAfterOneAnswer(listener, connections));
            var uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
            try (var link = new CoordinatorLink(identity(uri))) {
                link.report(BATCH);

                var answer = link.report(BATCH);

                assertThat(answer).isEqualTo(new Acknowledged(9));
                assertThat(connections).hasValue(2);
            }
            server.interrupt();
        }
    }

    /// Promises to keep the connection, and closes it when the next request comes.
    private static void closeEachConnectionAfterOneAnswer(
            ServerSocket listener, AtomicInteger connections) {
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        while (!listener.isClosed()) {
            try (var socket = listener.accept()) {
                connections.incrementAndGet();
                readRequest(socket.getInputStream());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read();
            } catch (IOException _) {
                // The listener was closed: the test is over.
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        var seen = new StringBuilder();
        while (!seen.toString().endsWith("]}")) {
            seen.append((char) in.read());
        }
    }
}

package dev.towline.agent.link;

import static dev.towline.agent.link.Coordinator.answering;
import static dev.towline.agent.link.Samples.KEY;
import static dev.towline.agent.link.Samples.SEVEN;
import static dev.towline.agent.link.Samples.desired;
import static dev.towline.agent.link.Samples.identity;
import static dev.towline.agent.link.Samples.progress;
import static dev.towline.agent.link.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.towline.agent.link.OrderAnswer.Denied;
import dev.towline.agent.link.OrderAnswer.Order;
import dev.towline.agent.link.OrderAnswer.Unchanged;
import dev.towline.agent.link.OrderAnswer.Unreachable;
import dev.towline.agent.link.OrderAnswer.Unverified;
import dev.towline.agent.link.ReportAnswer.Acknowledged;
import dev.towline.agent.link.ReportAnswer.Refused;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Enrolment;
import dev.towline.wire.EnrolmentRequest;
import dev.towline.wire.Json;
import dev.towline.wire.ReportBatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class CoordinatorLinkTest {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final ReportBatch BATCH =
            new ReportBatch(List.of(report(4, progress("a")), report(9, progress("b"))));

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
    }

    @Nested
    final class AskingForAnOrder {

        @Test
        void believesAnOrderThatTheCoordinatorSignedForIt() throws Exception {
            var desired = desired("production", "vm-1");

            var answer = ask(answering(200, signed(desired, KEY)));

            assertThat(answer).isEqualTo(new Order(desired));
        }

        @Test
        void namesItsGenerationAndItsTokenAndHowLongItWaits() throws Exception {
            var headers = new AtomicReference<List<String>>();

            ask(exchange -> {
                var sent = exchange.getRequestHeaders();
                headers.set(
                        List.of(
                                sent.getFirst("If-None-Match"),
                                sent.getFirst("Prefer"),
                                sent.getFirst("Authorization"),
                                exchange.getProtocol()));
                exchange.sendResponseHeaders(304, -1);
                exchange.close();
            });

            assertThat(headers.get())
                    .containsExactly("\"7\"", "wait=30", "Bearer " + Samples.TOKEN, "HTTP/1.1");
        }

        @ParameterizedTest
        @ValueSource(ints = {204, 304})
        void isUnchangedWhereThereIsNoNewerOrder(int status) throws Exception {
            assertThat(ask(answering(status, ""))).isEqualTo(new Unchanged());
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403})
        void isDeniedWhereTheCoordinatorDoesNotKnowTheToken(int status) throws Exception {
            assertThat(ask(answering(status, ""))).isEqualTo(new Denied(status));
        }

        @Test
        void repeatsTheProblemOfAnyOtherStatus() throws Exception {
            var answer = ask(answering(503, "{\"detail\":\"the store\\nis full\"}"));

            assertThat(answer).isEqualTo(new Unreachable("HTTP status 503: the store is full"));
        }

        @Test
        void obeysNoRedirect() throws Exception {
            var answer =
                    ask(exchange -> {
                        exchange.getResponseHeaders().add("Location", "/elsewhere");
                        Coordinator.answer(exchange, 302, "");
                    });

            assertThat(answer).isEqualTo(new Unreachable("HTTP status 302"));
        }

        @Test
        void isUnreachableWhereNothingListens() throws Exception {
            URI gone;
            try (var coordinator = new Coordinator(answering(304, ""))) {
                gone = coordinator.uri();
            }
            try (var link = new CoordinatorLink(identity(gone))) {

                var answer = link.awaitDesired(SEVEN, WAIT);

                assertThat(answer).isEqualTo(new Unreachable("could not connect"));
            }
        }

        @Test
        void givesUpOnAnAnswerThatIsTooLarge() throws Exception {
            var answer = ask(answering(200, "x".repeat(10 * 1024 * 1024)));

            assertThat(answer).isInstanceOf(Unreachable.class);
        }

        @Test
        void doesNotBelieveAnotherKey() throws Exception {
            var stranger = SigningKey.generate();

            var answer = ask(answering(200, signed(desired("production", "vm-1"), stranger)));

            assertThat(answer)
                    .isEqualTo(
                            new Unverified(
                                    "no signature verifies with the key "
                                            + KEY.verifyingKey().id()));
        }

        @Test
        void doesNotBelieveADocumentOfAnotherType() throws Exception {
            var other = Envelope.sign("text/plain", Json.bytes(desired("production", "vm-1")), KEY);

            var answer = ask(answering(200, Json.write(other)));

            assertThat(answer).isInstanceOf(Unverified.class);
        }

        @Test
        void doesNotBelieveAnotherEnvironmentsOrder() throws Exception {
            var answer = ask(answering(200, signed(desired("staging", "vm-1"), KEY)));

            assertThat(answer)
                    .isEqualTo(
                            new Unverified(
                                    "the order is for the environment staging, this is production"));
        }

        @Test
        void doesNotBelieveAnotherAgentsOrder() throws Exception {
            var answer = ask(answering(200, signed(desired("production", "vm-2"), KEY)));

            assertThat(answer)
                    .isEqualTo(new Unverified("the order is for the agent vm-2, this is vm-1"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "[]",
                    "{}",
                    "<html>",
                    "{\"payloadType\":\"a\",\"payload\":\"b\",\"signatures\":null}",
                    "{\"payloadType\":\"a\",\"payload\":\"b\",\"signatures\":[null]}",
                    "{\"payloadType\":\"a\",\"payload\":\"b\",\"signatures\":[{}]}",
                    "{\"payloadType\":\"application/vnd.towline.desired-state+json\","
                            + "\"payload\":\"%%\",\"signatures\":[]}",
                })
        void doesNotBelieveGarbage(String body) throws Exception {
            assertThat(ask(answering(200, body))).isInstanceOf(Unverified.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "{}", "{\"unknown\":1}", "{\"generation\":-1}"})
        void doesNotBelieveASignedDocumentThatIsNoOrder(String payload) throws Exception {
            var bytes = payload.getBytes(StandardCharsets.UTF_8);
            var envelope = Envelope.sign(DesiredState.PAYLOAD_TYPE, bytes, KEY);

            var answer = ask(answering(200, Json.write(envelope)));

            assertThat(answer).isInstanceOf(Unverified.class);
        }

        @Test
        void givesUpOnAnAnswerWhoseBodyNeverEnds() throws Exception {
            try (var coordinator = new Coordinator(CoordinatorLinkTest::half);
                    var connection = new Connection(coordinator.uri())) {
                var request = connection.request("/").build();

                assertThatThrownBy(() -> connection.send(request, Duration.ofMillis(50)))
                        .isInstanceOf(IOException.class)
                        .hasMessage("no whole answer within 0 s");
            }
        }

        private OrderAnswer ask(HttpHandler handler) throws Exception {
            try (var coordinator = new Coordinator(handler);
                    var link = new CoordinatorLink(identity(coordinator.uri()))) {
                return link.awaitDesired(SEVEN, WAIT);
            }
        }

        private static String signed(DesiredState desired, SigningKey key) {
            return Json.write(Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(desired), key));
        }
    }

    @Nested
    final class Reporting {

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
            try (var coordinator =
                            new Coordinator(answering(422, "{\"detail\":\"unknown event\"}"));
                    var link = new CoordinatorLink(identity(coordinator.uri()))) {

                var answer = link.report(BATCH);

                assertThat(answer).isEqualTo(new Refused("HTTP status 422: unknown event"));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403, 404, 429, 500, 503})
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
                                .start(() ->
                                        closeEachConnectionAfterOneAnswer(listener, connections));
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

    @Nested
    final class Enrolling {
        private static final EnrolmentRequest REQUEST = new EnrolmentRequest("join-me", "vm");

        @Test
        void turnsAJoinTokenIntoAnIdentity() throws Exception {
            var enrolment =
                    new Enrolment(
                            new AgentId("vm-1"),
                            new EnvironmentName("production"),
                            "token",
                            KEY.verifyingKey());
            try (var coordinator = new Coordinator(answering(201, Json.write(enrolment)))) {

                var answer = CoordinatorLink.enrol(coordinator.uri(), REQUEST);

                assertThat(answer).isEqualTo(enrolment);
                assertThat(coordinator.asked).containsExactly("POST /api/v1/agents");
                assertThat(coordinator.bodies)
                        .containsExactly("{\"joinToken\":\"join-me\",\"host\":\"vm\"}");
            }
        }

        @Test
        void saysWhyItWasRefused() throws Exception {
            try (var coordinator =
                    new Coordinator(answering(401, "{\"detail\":\"the token was used\"}"))) {

                assertThatThrownBy(() -> CoordinatorLink.enrol(coordinator.uri(), REQUEST))
                        .isInstanceOf(LinkException.class)
                        .hasMessage(
                                "could not enrol at "
                                        + coordinator.uri()
                                        + ": HTTP status 401: the token was used");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"null", "{}", "secret-token", "{\"token\":\"secret-token\",\"x\":1}"})
        void neverRepeatsAnAnswerThatItCannotRead(String body) throws Exception {
            try (var coordinator = new Coordinator(answering(200, body))) {

                assertThatThrownBy(() -> CoordinatorLink.enrol(coordinator.uri(), REQUEST))
                        .isInstanceOf(LinkException.class)
                        .hasMessageEndingWith(": the answer is not an enrolment")
                        .hasNoCause();
            }
        }
    }
}

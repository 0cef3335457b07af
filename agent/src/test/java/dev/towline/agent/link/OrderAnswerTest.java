package dev.towline.agent.link;

import static dev.towline.agent.link.Coordinator.answering;
import static dev.towline.agent.link.Samples.KEY;
import static dev.towline.agent.link.Samples.SEVEN;
import static dev.towline.agent.link.Samples.desired;
import static dev.towline.agent.link.Samples.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.towline.agent.link.OrderAnswer.Denied;
import dev.towline.agent.link.OrderAnswer.Order;
import dev.towline.agent.link.OrderAnswer.Unchanged;
import dev.towline.agent.link.OrderAnswer.Unreachable;
import dev.towline.agent.link.OrderAnswer.Unverified;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class OrderAnswerTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

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

            var answer = link.awaitDesired(new CoordinatorLink.Known(SEVEN, 3), WAIT);

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
                .isInstanceOf(Unverified.class)
                .asString()
                .contains("another key signed it than " + KEY.verifyingKey().id());
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
        try (var coordinator = new Coordinator(OrderAnswerTest::half);
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
            return link.awaitDesired(new CoordinatorLink.Known(SEVEN, 3), WAIT);
        }
    }

    private static String signed(DesiredState desired, SigningKey key) {
        return Json.write(Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(desired), key));
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
    }
}

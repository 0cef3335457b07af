package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of what receivers are to be told, whatever they answer.
final class DeliveryTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestReceiver receiver;
    private Receivers receivers;

    @BeforeEach
    void start() throws IOException {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        receivers = new Receivers(coordinator);
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        coordinator.close();
    }

    @Test
    void triesAgainWithTheSameIdAndBodyAfterAFailure() {
        receiver.does(
                (exchange, before) -> TestReceiver.answer(exchange, before == 0 ? 500 : 200, ""));
        receivers.define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);
        Receivers.soon().until(() -> receivers.failedOnce("chat"));
        coordinator.now.updateAndGet(now -> now.plusSeconds(5));

        Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 1);
        assertThat(receiver.got()).hasSize(2);
        assertThat(receiver.got().get(1).body()).isEqualTo(receiver.got().get(0).body());
        assertThat(receiver.got().get(1).header("Towline-Delivery"))
                .isEqualTo(receiver.got().get(0).header("Towline-Delivery"));
    }

    @Test
    void tellsNothingBeforeWhatHappenedBefore() {
        receiver.does(TestReceiver.answering(503, ""));
        receivers.define("chat", receiver, "null");
        receivers.deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");
        Receivers.soon().until(() -> receivers.failedOnce("chat"));
        receiver.does(TestReceiver.answering(204, ""));

        coordinator.now.updateAndGet(now -> now.plusSeconds(5));

        Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 3);
        assertThat(receiver.got().stream().map(it -> it.header("Towline-Event")))
                .containsExactly(
                        "deployment-ordered",
                        "deployment-ordered",
                        "deployment-started",
                        "deployment-ended");
    }

    @Test
    void waitsAsLongAsTheReceiverAsksFor() {
        receiver.does((exchange, _) -> {
            exchange.getResponseHeaders().set("Retry-After", "600");
            TestReceiver.answer(exchange, 429, "");
        });
        receivers.define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);

        Receivers.soon().until(() -> receivers.failedOnce("chat"));
        assertThat(receivers.shown("chat").at("/nextTry").asText())
                .isEqualTo("2026-01-01T00:10:00Z");
        assertThat(receivers.shown("chat").at("/lastFailure").toString())
                .isEqualTo("{\"at\":\"2026-01-01T00:00:00Z\",\"what\":\"the answer was 429\"}");
    }

    @Test
    void letsAMessageThatIsRefusedForItselfKeepBackNoOther() {
        receiver.does(
                (exchange, before) -> TestReceiver.answer(exchange, before == 0 ? 422 : 200, ""));
        receivers.define("chat", receiver, "null");

        receivers.deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");

        Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 2);
        assertThat(receivers.progress("chat", "givenUp")).isEqualTo(1);
        assertThat(receiver.got()).hasSize(3);
    }

    @Test
    void givesUpAfterADay() {
        receiver.does(TestReceiver.answering(500, ""));
        receivers.define("chat", receiver, "null");
        receivers.deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");
        Receivers.soon().until(() -> receivers.failedOnce("chat"));

        coordinator.now.updateAndGet(now -> now.plus(Duration.ofHours(25)));

        Receivers.soon().until(() -> receivers.progress("chat", "givenUp") == 3);
        assertThat(receivers.progress("chat", "waiting")).isZero();
    }

    @Test
    void triesAtOnceWhatIsDefinedAnewAlsoWhileItIsTried() throws IOException {
        receiver.does(TestReceiver.answering(404, ""));
        receivers.define("chat", receiver, "[\"deployment-ordered\"]");
        coordinator.deploy("production", SHA_1);
        Receivers.soon().until(() -> receivers.failedOnce("chat"));
        try (var right = new TestReceiver()) {
            receiver.does((exchange, _) -> {
                receivers.define("chat", right, "[\"deployment-ordered\"]");
                TestReceiver.answer(exchange, 404, "");
            });
            coordinator.now.updateAndGet(now -> now.plusSeconds(5));

            Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 1);
            assertThat(right.got()).hasSize(1);
        }
    }

    @Test
    void triesAtOnceWhatIsDefinedAnew() throws IOException {
        receiver.does(TestReceiver.answering(404, ""));
        receivers.define("chat", receiver, "[\"deployment-ordered\"]");
        coordinator.deploy("production", SHA_1);
        Receivers.soon().until(() -> receivers.failedOnce("chat"));
        try (var right = new TestReceiver()) {
            receivers.define("chat", right, "[\"deployment-ordered\"]");

            Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 1);
            assertThat(right.got()).hasSize(1);
        }
    }

    @Test
    void tellsNobodyWhatWasWaitingForAReceiverThatIsRemoved() {
        receiver.hangs();
        receivers.define("chat", receiver, "null");
        coordinator.deploy("production", SHA_1);
        coordinator.send(
                "DELETE", "/api/v1/environments/production/receivers/chat", coordinator.admin, "");

        receivers.define("chat", receiver, "null");

        assertThat(receivers.progress("chat", "waiting")).isZero();
    }

    @Test
    void tellsOthersThoughOneIsDead() throws IOException {
        receiver.hangs();
        receivers.define("dead", receiver, "null");
        try (var living = new TestReceiver()) {
            receivers.define("living", living, "null");
            var fleet = new Fleet(coordinator, "production");

            receivers.deployAndEnd(fleet, SHA_1, "accepted");

            Receivers.soon().until(() -> receivers.progress("living", "delivered") == 3);
            assertThat(receivers.progress("dead", "waiting")).isEqualTo(3);
        }
    }

    @Test
    void answersReportsOfAThousandDeploymentsThoughTheReceiverIsDead() {
        receiver.hangs();
        receivers.define("dead", receiver, "null");
        var fleet = new Fleet(coordinator, "production");

        IntStream.rangeClosed(1, 1000)
                .forEach(i -> receivers.deployAndEnd(fleet, "%040x".formatted(i), "accepted"));

        var states =
                coordinator
                        .get("/api/v1/environments/production/deployments?limit=500")
                        .json()
                        .findValuesAsText("state");
        assertThat(states).hasSize(500).containsOnly("accepted");
        assertThat(receivers.progress("dead", "waiting")).isEqualTo(1000);
        assertThat(receivers.progress("dead", "givenUp")).isEqualTo(2000);
    }
}

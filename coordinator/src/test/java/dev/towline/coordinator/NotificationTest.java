package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.coordinator.TestReceiver.Got;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What receivers are told of deployments, whatever they answer.
final class NotificationTest {
    private static final String SECRET = "a secret of 24 letters..".replace(' ', '-');

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        coordinator.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    private void define(String name, TestReceiver where, String events) {
        var reply =
                coordinator.put(
                        "/api/v1/environments/production/receivers/" + name,
                        """
                        {"kind":"generic","url":"%s/hook","secret":"%s","events":%s}\
                        """
                                .formatted(where.url(), SECRET, events));
        if (reply.status() > 201) {
            throw new AssertionError(reply.raw().body());
        }
    }

    private JsonNode shown(String name) {
        return coordinator
                .get("/api/v1/environments/production/receivers/" + name)
                .json()
                .at("/progress");
    }

    private long progress(String name, String what) {
        return shown(name).at("/" + what).asLong();
    }

    private boolean failedOnce(String name) {
        return shown(name).hasNonNull("nextTry");
    }

    private void deployAndEnd(Fleet fleet, String sha, String outcome) {
        fleet.ends(coordinator.deploy("production", sha).text("/deployment"), outcome);
    }

    @Test
    void tellsOfEveryStepOfADeploymentInOrder() {
        define("chat", receiver, "null");
        var fleet = new Fleet(coordinator, "production");

        deployAndEnd(fleet, SHA_1, "accepted");

        soon().until(() -> receiver.got().size() == 3);
        assertThat(receiver.texts())
                .containsExactly(
                        "production: "
                                + administrator()
                                + " ordered 1111111 (production-1): a test",
                        "production: 1111111 (production-1) is being deployed",
                        "production: 1111111 (production-1) was accepted");
        soon().until(() -> progress("chat", "delivered") == 3);
        assertThat(progress("chat", "waiting")).isZero();
    }

    @Test
    void tellsTheOutcomeAsDocumented() {
        define("chat", receiver, "[\"deployment-ended\"]");
        var fleet = new Fleet(coordinator, "production");

        deployAndEnd(fleet, SHA_1, "rolled-back");

        soon().until(() -> receiver.got().size() == 1);
        var body = (ObjectNode) receiver.got().getFirst().json();
        assertThat(body.remove("id").asText())
                .isEqualTo(receiver.got().getFirst().header("Towline-Delivery"))
                .hasSize(36);
        assertThat(body)
                .isEqualTo(
                        new Got(
                                        "",
                                        "",
                                        null,
                                        """
                                        {"event":"deployment-ended","at":"2026-01-01T00:00:02Z",
                                        "environment":"production","level":"failure",
                                        "text":"production: 1111111 (production-1) failed and was\
                                         rolled back; %1$s: said so",
                                        "data":{"deployment":"production-1","generation":1,
                                        "sha":"%2$s","state":"rolled-back","requestedBy":"%3$s",
                                        "reason":"a test","overrides":[],"warnings":[],
                                        "vms":[{"agent":"%1$s","outcome":"rolled-back",
                                        "reason":"said so"}]}}
                                        """
                                                .formatted(
                                                        fleet.agent().id(), SHA_1, administrator()))
                                .json());
    }

    private String administrator() {
        var id = coordinator.get("/api/v1/tokens").json().get(0).at("/id").asText();
        return "first administrator (token " + id + ")";
    }

    @Test
    void signsWhatItSendsSoThatTheReceiverCanTell() throws Exception {
        define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);

        soon().until(() -> receiver.got().size() == 1);
        var got = receiver.got().getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = mac.doFinal(("1767225600." + got.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(got.header("Towline-Signature"))
                .isEqualTo("t=1767225600,v1=" + HexFormat.of().formatHex(signed));
        assertThat(List.of(got.method(), got.path(), got.header("Towline-Event")))
                .containsExactly("POST", "/hook", "deployment-ordered");
    }

    @Test
    void triesAgainWithTheSameIdAndBodyAfterAFailure() {
        receiver.does(
                (exchange, before) -> TestReceiver.answer(exchange, before == 0 ? 500 : 200, ""));
        define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);
        soon().until(() -> failedOnce("chat"));
        coordinator.now.updateAndGet(now -> now.plusSeconds(5));

        soon().until(() -> progress("chat", "delivered") == 1);
        assertThat(receiver.got()).hasSize(2);
        assertThat(receiver.got().get(1).body()).isEqualTo(receiver.got().get(0).body());
        assertThat(receiver.got().get(1).header("Towline-Delivery"))
                .isEqualTo(receiver.got().get(0).header("Towline-Delivery"));
    }

    @Test
    void tellsNothingBeforeWhatHappenedBefore() {
        receiver.does(TestReceiver.answering(503, ""));
        define("chat", receiver, "null");
        deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");
        soon().until(() -> failedOnce("chat"));
        receiver.does(TestReceiver.answering(204, ""));

        coordinator.now.updateAndGet(now -> now.plusSeconds(5));

        soon().until(() -> progress("chat", "delivered") == 3);
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
        define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);

        soon().until(() -> failedOnce("chat"));
        assertThat(shown("chat").at("/nextTry").asText()).isEqualTo("2026-01-01T00:10:00Z");
        assertThat(shown("chat").at("/lastFailure").toString())
                .isEqualTo("{\"at\":\"2026-01-01T00:00:00Z\",\"what\":\"the answer was 429\"}");
    }

    @Test
    void letsAMessageThatIsRefusedForItselfKeepBackNoOther() {
        receiver.does(
                (exchange, before) -> TestReceiver.answer(exchange, before == 0 ? 422 : 200, ""));
        define("chat", receiver, "null");

        deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");

        soon().until(() -> progress("chat", "delivered") == 2);
        assertThat(progress("chat", "givenUp")).isEqualTo(1);
        assertThat(receiver.got()).hasSize(3);
    }

    @Test
    void givesUpAfterADay() {
        receiver.does(TestReceiver.answering(500, ""));
        define("chat", receiver, "null");
        deployAndEnd(new Fleet(coordinator, "production"), SHA_1, "accepted");
        soon().until(() -> failedOnce("chat"));

        coordinator.now.updateAndGet(now -> now.plus(Duration.ofHours(25)));

        soon().until(() -> progress("chat", "givenUp") == 3);
        assertThat(progress("chat", "waiting")).isZero();
    }

    @Test
    void triesAtOnceWhatIsDefinedAnewAlsoWhileItIsTried() throws IOException {
        receiver.does(TestReceiver.answering(404, ""));
        define("chat", receiver, "[\"deployment-ordered\"]");
        coordinator.deploy("production", SHA_1);
        soon().until(() -> failedOnce("chat"));
        try (var right = new TestReceiver()) {
            receiver.does((exchange, _) -> {
                define("chat", right, "[\"deployment-ordered\"]");
                TestReceiver.answer(exchange, 404, "");
            });
            coordinator.now.updateAndGet(now -> now.plusSeconds(5));

            soon().until(() -> progress("chat", "delivered") == 1);
            assertThat(right.got()).hasSize(1);
        }
    }

    @Test
    void triesAtOnceWhatIsDefinedAnew() throws IOException {
        receiver.does(TestReceiver.answering(404, ""));
        define("chat", receiver, "[\"deployment-ordered\"]");
        coordinator.deploy("production", SHA_1);
        soon().until(() -> failedOnce("chat"));
        try (var right = new TestReceiver()) {
            define("chat", right, "[\"deployment-ordered\"]");

            soon().until(() -> progress("chat", "delivered") == 1);
            assertThat(right.got()).hasSize(1);
        }
    }

    @Test
    void tellsNobodyWhatWasWaitingForAReceiverThatIsRemoved() {
        receiver.hangs();
        define("chat", receiver, "null");
        coordinator.deploy("production", SHA_1);
        coordinator.send(
                "DELETE", "/api/v1/environments/production/receivers/chat", coordinator.admin, "");

        define("chat", receiver, "null");

        assertThat(progress("chat", "waiting")).isZero();
    }

    @Test
    void tellsOfOverriddenRulesAndOfWhatWasLetPass() {
        coordinator.define(
                "production", "{\"freeze\":[{\"cron\":\"0 0 * * *\",\"duration\":\"1h\"}]}");
        define("chat", receiver, "[\"policy-overridden\",\"accepted-with-warning\"]");
        var order =
                coordinator.put(
                        "/api/v1/environments/production/desired",
                        """
                        {"sha":"%s","confirm":"DEPLOY","reason":"a fire",
                        "force":{"rules":["freeze"]}}\
                        """
                                .formatted(SHA_1));

        new Fleet(coordinator, "production")
                .ends(order.text("/deployment"), "accepted", "\"the contract failed\"");

        soon().until(() -> progress("chat", "delivered") == 2);
        assertThat(receiver.texts())
                .containsExactly(
                        "production: "
                                + administrator()
                                + " overrode freeze for 1111111 (production-1): a fire",
                        "production: 1111111 (production-1) was accepted with a warning:"
                                + " the contract failed");
    }

    @Test
    void tellsOthersThoughOneIsDead() throws IOException {
        receiver.hangs();
        define("dead", receiver, "null");
        try (var living = new TestReceiver()) {
            define("living", living, "null");
            var fleet = new Fleet(coordinator, "production");

            deployAndEnd(fleet, SHA_1, "accepted");

            soon().until(() -> progress("living", "delivered") == 3);
            assertThat(progress("dead", "waiting")).isEqualTo(3);
        }
    }

    @Test
    void answersReportsOfAThousandDeploymentsThoughTheReceiverIsDead() {
        receiver.hangs();
        define("dead", receiver, "null");
        var fleet = new Fleet(coordinator, "production");

        IntStream.rangeClosed(1, 1000)
                .forEach(i -> deployAndEnd(fleet, "%040x".formatted(i), "accepted"));

        var states =
                coordinator
                        .get("/api/v1/environments/production/deployments?limit=500")
                        .json()
                        .findValuesAsText("state");
        assertThat(states).hasSize(500).containsOnly("accepted");
        assertThat(progress("dead", "waiting")).isEqualTo(1000);
        assertThat(progress("dead", "givenUp")).isEqualTo(2000);
    }
}

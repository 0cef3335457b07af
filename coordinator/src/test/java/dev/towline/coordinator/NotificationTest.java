package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.coordinator.TestReceiver.Got;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What receivers are told of deployments.
final class NotificationTest {
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
    void tellsOfEveryStepOfADeploymentInOrder() {
        receivers.define("chat", receiver, "null");
        var fleet = new Fleet(coordinator, "production");

        receivers.deployAndEnd(fleet, SHA_1, "accepted");

        Receivers.soon().until(() -> receiver.got().size() == 3);
        assertThat(receiver.texts())
                .containsExactly(
                        "production: "
                                + administrator()
                                + " ordered 1111111 (production-1): a test",
                        "production: 1111111 (production-1) is being deployed",
                        "production: 1111111 (production-1) was accepted");
        Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 3);
        assertThat(receivers.progress("chat", "waiting")).isZero();
    }

    @Test
    void tellsTheOutcomeAsDocumented() {
        receivers.define("chat", receiver, "[\"deployment-ended\"]");
        var fleet = new Fleet(coordinator, "production");

        receivers.deployAndEnd(fleet, SHA_1, "rolled-back");

        Receivers.soon().until(() -> receiver.got().size() == 1);
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

    @Test
    void tellsOfARolloutThatIsHaltedAndOfItsGoingOn() {
        coordinator.define("production", "{\"rollout\":{\"canary\":1,\"wave\":1}}");
        receivers.define("chat", receiver, "null");
        var canary = TestAgent.enrol(coordinator, "production", "a");
        var next = TestAgent.enrol(coordinator, "production", "b");
        coordinator.deploy("production", SHA_1);

        canary.report(
                TestAgent.report(1, "production-1", TestAgent.STARTED),
                TestAgent.report(2, "production-1", TestAgent.outcome("rolled-back")));
        coordinator.post("/api/v1/environments/production/rollout/resume", "{\"reason\":\"seen\"}");
        next.report(TestAgent.report(1, "production-1", TestAgent.outcome("accepted")));

        Receivers.soon().until(() -> receiver.got().size() == 5);
        assertThat(receiver.texts().subList(1, 5))
                .containsExactly(
                        "production: 1111111 (production-1) is being deployed",
                        "production: 1111111 (production-1) is halted: no further VM gets it until"
                                + " somebody says so; "
                                + canary.id()
                                + ": said so",
                        "production: 1111111 (production-1) is being deployed",
                        "production: 1111111 (production-1) failed and was rolled back; "
                                + canary.id()
                                + ": said so");
        assertThat(receiver.got().get(2).json().at("/level").asText()).isEqualTo("warning");
    }

    private String administrator() {
        var id = coordinator.get("/api/v1/tokens").json().get(0).at("/id").asText();
        return "first administrator (token " + id + ")";
    }

    @Test
    void signsWhatItSendsSoThatTheReceiverCanTell() throws Exception {
        receivers.define("chat", receiver, "[\"deployment-ordered\"]");

        coordinator.deploy("production", SHA_1);

        Receivers.soon().until(() -> receiver.got().size() == 1);
        var got = receiver.got().getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(Receivers.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signed = mac.doFinal(("1767225600." + got.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(got.header("Towline-Signature"))
                .isEqualTo("t=1767225600,v1=" + HexFormat.of().formatHex(signed));
        assertThat(List.of(got.method(), got.path(), got.header("Towline-Event")))
                .containsExactly("POST", "/hook", "deployment-ordered");
    }

    @Test
    void tellsOfOverriddenRulesAndOfWhatWasLetPass() {
        coordinator.define(
                "production", "{\"freeze\":[{\"cron\":\"0 0 * * *\",\"duration\":\"1h\"}]}");
        receivers.define("chat", receiver, "[\"policy-overridden\",\"accepted-with-warning\"]");
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

        Receivers.soon().until(() -> receivers.progress("chat", "delivered") == 2);
        assertThat(receiver.texts())
                .containsExactly(
                        "production: "
                                + administrator()
                                + " overrode freeze for 1111111 (production-1): a fire",
                        "production: 1111111 (production-1) was accepted with a warning:"
                                + " the contract failed");
    }
}

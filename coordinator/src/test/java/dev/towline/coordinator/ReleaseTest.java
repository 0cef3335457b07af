package dev.towline.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCoordinator.Reply;
import dev.towline.trust.Envelope;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was left to people is let go from afar.
class ReleaseTest {
    private static final String PATH = "/api/v1/environments/production/release";

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestAgent one;
    private TestAgent two;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        one = TestAgent.enrol(coordinator, "production", "one");
        two = TestAgent.enrol(coordinator, "production", "two");
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    /// The newest release that an agent is told of; it has another number each time.
    private long told(TestAgent agent) throws Exception {
        var request =
                coordinator
                        .request("GET", "/api/v1/agent/desired", agent.token(), "")
                        .header(HoldOrder.KNOWN, "0");
        var reply = coordinator.send(request.build());
        if (reply.status() != 200) {
            return 0;
        }
        var key = new VerifyingKey(agent.enrolment().text("/coordinatorKey"));
        var envelope = Json.read(reply.raw().body(), Envelope.class);
        return Json.read(envelope.open(HoldOrder.PAYLOAD_TYPE, key), HoldOrder.class)
                .newestRelease();
    }

    private static long number(Reply reply) {
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        return reply.json().path("number").asLong();
    }

    @Test
    void isToldToAllAgentsAndAudited() throws Exception {
        var before = told(one);

        var number = number(coordinator.post(PATH, "{\"reason\":\"they are done\"}"));

        assertThat(before).isZero();
        assertThat(number).isPositive();
        assertThat(told(one)).isEqualTo(number);
        assertThat(told(two)).isEqualTo(number);
        assertThat(coordinator.get("/api/v1/audit").raw().body())
                .contains("drift-released", "they are done");
    }

    @Test
    void isOnlyForTheVmThatItNamesAlsoAfterARestart() throws Exception {
        var body = "{\"reason\":\"done\",\"agent\":\"" + two.id() + "\"}";
        var number = number(coordinator.post(PATH, body));

        coordinator.restart();

        assertThat(told(one)).isZero();
        assertThat(told(two)).isEqualTo(number);
    }

    @Test
    void growsEachTime() {
        var first = number(coordinator.post(PATH, "{\"reason\":\"done\"}"));

        var second = number(coordinator.post(PATH, "{\"reason\":\"done\"}"));

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void wantsAReasonAKnownAgentAndADeployer() {
        var viewer = coordinator.token("viewer");
        var body = "{\"reason\":\"done\"}";

        assertThat(coordinator.post(PATH, "{}").status()).isEqualTo(422);
        assertThat(coordinator.post(PATH, "{\"reason\":\"x\",\"agent\":\"none\"}").status())
                .isEqualTo(422);
        assertThat(coordinator.send("POST", PATH, viewer, body).status()).isEqualTo(403);
    }
}

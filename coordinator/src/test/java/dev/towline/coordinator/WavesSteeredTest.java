package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.WaveFleet.SHA_3;
import static dev.towline.coordinator.WaveFleet.WAVES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rollouts over six agents that go back by themselves, or are steered by people.
final class WavesSteeredTest {
    private static final String BACK = WAVES.replace("}", ",\"onFailure\":\"roll-back\"}");

    @TempDir private Path data;
    private TestCoordinator coordinator;
    private WaveFleet fleet;

    @BeforeEach
    void start() {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        fleet = new WaveFleet(coordinator);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Nested
    class WithRollBack {
        @BeforeEach
        void moveThree() {
            fleet.accepted(SHA_1);
            fleet.define(BACK);
            fleet.order(SHA_2);
            fleet.end("a", "accepted");
            fleet.passes(5);
            fleet.end("b", "accepted");
        }

        @Test
        void takesTheMovedOnesBackAndLeavesTheOthersAlone() {
            fleet.end("c", "rolled-back");

            assertThat(fleet.generations()).isEqualTo("a3 b3 c3 d1 e1 f1");
            var desired = coordinator.get(WaveFleet.PATH + "/desired");
            assertThat(desired.text("/sha")).isEqualTo(SHA_1);
            assertThat(desired.text("/requestedBy")).isEqualTo("the rollout of production-2");
            var audit = coordinator.get("/api/v1/audit").json();
            assertThat(audit.findValuesAsText("action").subList(0, 2))
                    .containsExactly("rollback-ordered", "rollout-halted");
            assertThat(audit.findValuesAsText("who").subList(0, 2))
                    .containsExactly("coordinator", "coordinator");
            assertThat(
                            coordinator
                                    .get("/api/v1/deployments/production-2")
                                    .text("/rollout/halted/rolledBackBy"))
                    .isEqualTo("production-3");
            assertThat(fleet.states()).isEqualTo("a released, b released, c released");
        }

        @Test
        void endsWithEveryVmOnWhatWasAcceptedBefore() {
            fleet.end("c", "rolled-back");
            coordinator.restart();

            fleet.end("a", "accepted");
            fleet.end("b", "accepted");
            fleet.end("c", "accepted");

            fleet.passes(20);
            assertThat(fleet.state("production-3")).isEqualTo("accepted");
            assertThat(fleet.state("production-2")).isEqualTo("rolled-back");
            assertThat(fleet.generations()).isEqualTo("a3 b3 c3 d1 e1 f1");
            fleet.define(WAVES.replace("1", "6"));
            fleet.order(SHA_3);
            assertThat(fleet.generations()).isEqualTo("a4 b4 c4 d4 e4 f4");
        }

        @Test
        void hasConvergedWhenAllHaveTheReleaseThatWasAcceptedBefore() {
            "def"
                    .chars()
                    .mapToObj(Character::toString)
                    .forEach(host -> fleet.converged(host, 1, SHA_1));
            fleet.end("c", "rolled-back");
            fleet.converged("a", 3, SHA_1);
            fleet.converged("b", 3, SHA_1);
            assertThat(fleet.isConverged()).isFalse();

            fleet.converged("c", 3, SHA_1);

            assertThat(fleet.isConverged()).isTrue();
        }

        @Test
        void doesNotGoBackWhereAPersonHalts() {
            fleet.steer("halt");

            assertThat(fleet.generations()).isEqualTo("a2 b2 c2 d1 e1 f1");
            assertThat(fleet.state("production-2")).isEqualTo("halted");
        }
    }

    @Test
    void goesBackOnceAndNotInALoop() {
        fleet.accepted(SHA_3);
        fleet.accepted(SHA_1);
        fleet.define(BACK);
        fleet.order(SHA_2);
        fleet.end("a", "rolled-back");

        fleet.end("a", "stalled");

        fleet.passes(20);
        var desired = coordinator.get(WaveFleet.PATH + "/desired");
        assertThat(desired.text("/generation")).isEqualTo("4");
        assertThat(desired.text("/sha")).isEqualTo(SHA_1);
        assertThat(fleet.rollout().path("state").asText()).isEqualTo("halted");
    }

    @Test
    void takesAVmBackThatHadGotItBeforeItWentAway() {
        fleet.accepted(SHA_1);
        fleet.define(BACK);
        fleet.order(SHA_2);
        fleet.end("a", "accepted");
        fleet.passes(5);
        fleet.asks("b");
        fleet.passes(3, "b");
        fleet.end("c", "rolled-back");
        assertThat(fleet.states()).isEqualTo("a released, c released");

        fleet.end("b", "accepted");
        coordinator.running().advanceRollouts();

        assertThat(fleet.states()).isEqualTo("a released, b waiting, c released");
        fleet.end("a", "accepted");
        fleet.end("c", "accepted");
        fleet.passes(5);
        assertThat(fleet.generations()).isEqualTo("a3 b3 c3 d1 e1 f1");
    }

    @Nested
    class SteeredByPeople {
        @BeforeEach
        void order() {
            fleet.accepted(SHA_1);
            fleet.define(WAVES);
            fleet.order(SHA_2);
        }

        @Test
        void leavesTheWaitOutOnceWhenPromoted() {
            fleet.end("a", "accepted");

            fleet.steer("promote", "{\"reason\":\"a test\",\"wave\":1}");
            var again = fleet.steer("promote", "{\"reason\":\"a test\",\"wave\":1}");

            assertThat(again.status()).isEqualTo(200);
            assertThat(fleet.released()).containsExactly("b", "c");
            fleet.end("b", "accepted");
            fleet.end("c", "accepted");
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("between-waves");
        }

        @Test
        void goesToAllAtOnceWhenPromotedSo() {
            fleet.steer("promote", "{\"reason\":\"a fix\",\"all\":true}");

            assertThat(fleet.generations()).isEqualTo("a2 b2 c2 d2 e2 f2");
        }

        @Test
        void hasNotConvergedWhileVmsHaveTheEarlierRelease() {
            fleet.converged("a", 2, SHA_2);
            "bcdef"
                    .chars()
                    .mapToObj(Character::toString)
                    .forEach(host -> fleet.converged(host, 1, SHA_1));

            assertThat(fleet.isConverged()).isFalse();
        }

        @Test
        void haltsAndResumesOnceEachAndWritesItDown() {
            fleet.end("a", "accepted");
            fleet.steer("halt");
            fleet.steer("halt");
            fleet.passes(10);
            assertThat(fleet.released()).isEmpty();
            assertThat(fleet.rollout().path("halted").path("by").asText())
                    .startsWith("first administrator");

            fleet.steer("resume");
            fleet.steer("resume");

            assertThat(fleet.released()).containsExactly("b", "c");
            var actions = coordinator.get("/api/v1/audit").json().findValuesAsText("action");
            assertThat(actions.subList(0, 2)).containsExactly("rollout-resumed", "rollout-halted");
            assertThat(actions.get(2)).isEqualTo("desired-set");
        }

        @Test
        void isRefusedForAnotherGeneration() {
            var request =
                    coordinator
                            .request(
                                    "POST",
                                    WaveFleet.PATH + "/rollout/halt",
                                    coordinator.admin,
                                    "{\"reason\":\"x\"}")
                            .header("If-Match", "\"1\"")
                            .build();

            assertThat(coordinator.send(request).status()).isEqualTo(412);
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("running");
        }

        @Test
        void sayWhyThereIsNothingToSteer() {
            fleet.define("null");
            fleet.order(SHA_3);

            var reply = fleet.steer("halt");

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("/detail")).startsWith("production-3 goes to all VMs at once");
        }

        @Test
        void mustBeGivenAReason() {
            assertThat(fleet.steer("resume", "{}").text("/field")).isEqualTo("reason");
        }
    }
}

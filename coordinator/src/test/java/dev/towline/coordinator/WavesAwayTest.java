package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.WaveFleet.SHA_3;
import static dev.towline.coordinator.WaveFleet.WAVES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rollouts over six agents of which some are away, or take too long.
final class WavesAwayTest {
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
    class WithAVmAway {
        @BeforeEach
        void leave() {
            fleet.accepted(SHA_1);
            fleet.define(WAVES);
            fleet.passes(3, "a", "d");
        }

        @Test
        void skipsItAndEndsWithoutIt() {
            fleet.order(SHA_2);
            assertThat(fleet.in("skipped-away")).containsExactly("a", "d");
            assertThat(fleet.released()).containsExactly("b");
            endAllButThoseAway();

            assertThat(fleet.state("production-2")).isEqualTo("accepted");
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("done");
            assertThat(fleet.rollout().path("message").asText())
                    .contains(fleet.agent("a").id(), fleet.agent("d").id(), "away");
        }

        @Test
        void bringsItToWhatIsDesiredWhenItReturns() {
            fleet.order(SHA_2);
            endAllButThoseAway();
            coordinator.restart();
            fleet.passes(1, "a", "d");
            assertThat(fleet.in("skipped-away")).containsExactly("a", "d");

            fleet.passes(1, "a");

            assertThat(fleet.asks("d")).isEqualTo(2);
            assertThat(fleet.state("production-2")).isEqualTo("running");
            fleet.end("d", "accepted");
            assertThat(fleet.state("production-2")).isEqualTo("accepted");
            assertThat(fleet.in("skipped-away")).containsExactly("a");
        }

        @Test
        void bringsItToTheNewestAndNotToWhatItMissed() {
            fleet.order(SHA_2);
            endAllButThoseAway();
            fleet.order(SHA_3);
            fleet.end("b", "accepted");

            fleet.passes(1, "a");

            assertThat(fleet.asks("d")).isEqualTo(2);
            fleet.end("d", "accepted");
            fleet.passes(5, "a");
            assertThat(fleet.released()).containsExactly("c", "d");
            assertThat(fleet.asks("d")).isEqualTo(3);
        }

        @Test
        void bringsItToTheLastAcceptedWhereTheNewestIsHalted() {
            fleet.order(SHA_2);
            endAllButThoseAway();
            fleet.order(SHA_3);
            fleet.end("b", "rolled-back");

            fleet.passes(1, "a");

            assertThat(fleet.asks("d")).isEqualTo(2);
            assertThat(fleet.in("waiting")).containsExactly("c", "d", "e", "f");
            assertThat(fleet.state("production-2")).isEqualTo("accepted");
        }

        private void endAllButThoseAway() {
            for (var host : new String[] {"b", "c", "e", "f"}) {
                fleet.end(host, "accepted");
                fleet.passes(5, "a", "d");
            }
        }
    }

    @Nested
    class WithADeadline {
        @BeforeEach
        void order() {
            fleet.accepted(SHA_1);
            fleet.define(WAVES);
            fleet.order(SHA_2);
            fleet.begin("a");
        }

        @Test
        void haltsWhenAVmTakesTooLong() {
            fleet.passes(14);
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("running");

            coordinator.restart();
            fleet.passes(1);

            assertThat(fleet.rollout().path("halted").path("because").asText())
                    .contains(fleet.agent("a").id() + " did not end by ");
            assertThat(fleet.state("production-2")).isEqualTo("halted");
        }

        @Test
        void countsAFailureThatCameAfterItWasPassedOver() {
            fleet.passes(15);
            fleet.steer("resume");
            fleet.passes(1);

            fleet.end("a", "stalled");

            assertThat(fleet.rollout().path("state").asText()).isEqualTo("halted");
        }

        @Test
        void takesBackWhatAVmThatWentAwayDidNotBegin() {
            fleet.end("a", "accepted");
            fleet.passes(5);

            fleet.passes(3, "b");

            assertThat(fleet.states())
                    .isEqualTo(
                            "a accepted, b skipped-away, c released, d waiting, e waiting,"
                                    + " f waiting");
        }

        @Test
        void neverTellsAnAgentOfAnOlderOrderThanItKnows() {
            fleet.end("a", "accepted");
            fleet.passes(5);
            fleet.passes(3, "b");
            assertThat(fleet.in("skipped-away")).containsExactly("b");

            var reply = fleet.agent("b").poll("\"2\"", "");

            assertThat(reply.status()).isEqualTo(304);
            assertThat(fleet.agent("b").poll("\"1\"", "").status()).isEqualTo(304);
        }
    }

    @Test
    void aRolloutThatCannotBeReadHoldsNoOtherEnvironmentUp() throws SQLException {
        coordinator.define("damaged", "{\"rollout\":" + WAVES + "}");
        TestAgent.enrol(coordinator, "damaged", "g");
        coordinator.deploy("damaged", SHA_1);
        fleet.accepted(SHA_1);
        fleet.define(WAVES);
        fleet.order(SHA_2);
        fleet.end("a", "accepted");
        try (var store = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("towline.db"));
                var statement = store.createStatement()) {
            statement.executeUpdate(
                    "UPDATE deployments SET rollout = '{' WHERE environment = 'damaged'");
        }

        fleet.passes(5);

        assertThat(fleet.released()).containsExactly("b", "c");
    }
}

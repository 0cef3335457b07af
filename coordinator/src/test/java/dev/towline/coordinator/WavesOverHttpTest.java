package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static dev.towline.coordinator.TestCoordinator.SHA_2;
import static dev.towline.coordinator.WaveFleet.SHA_3;
import static dev.towline.coordinator.WaveFleet.WAVES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rollouts over six agents, over HTTP: waves, and a canary that fails.
final class WavesOverHttpTest {
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

    @Test
    void goesInWavesWithAWaitBetween() {
        fleet.accepted(SHA_1);
        fleet.define(WAVES);

        fleet.order(SHA_2);
        assertThat(fleet.generations()).isEqualTo("a2 b1 c1 d1 e1 f1");
        fleet.end("a", "accepted");
        fleet.passes(4);
        assertThat(fleet.generations()).isEqualTo("a2 b1 c1 d1 e1 f1");
        fleet.passes(1);
        assertThat(fleet.generations()).isEqualTo("a2 b2 c2 d1 e1 f1");
        fleet.end("b", "accepted");
        fleet.passes(6);
        assertThat(fleet.generations()).isEqualTo("a2 b2 c2 d1 e1 f1");
        fleet.end("c", "accepted");
        fleet.passes(5);
        assertThat(fleet.generations()).isEqualTo("a2 b2 c2 d2 e2 f1");
        fleet.end("d", "accepted");
        fleet.end("e", "accepted");
        assertThat(fleet.state("production-2")).isEqualTo("running");
        fleet.passes(5);
        fleet.end("f", "accepted");

        assertThat(fleet.state("production-2")).isEqualTo("accepted");
        assertThat(fleet.rollout().path("state").asText()).isEqualTo("done");
    }

    @Test
    void wakesOnlyThoseThatItIsReleasedTo() {
        fleet.accepted(SHA_1);
        fleet.define(WAVES);
        var parked = fleet.agent("b").pollLater("\"1\"", "wait=1");
        var canary = fleet.agent("a").pollLater("\"1\"", "wait=10");

        fleet.order(SHA_2);

        assertThat(canary.join().header("ETag")).isEqualTo("\"2\"");
        assertThat(parked.join().status()).isEqualTo(304);
        assertThat(parked.join().header("ETag")).isEqualTo("\"1\"");
    }

    @Nested
    class WithAFailingCanary {
        @BeforeEach
        void fail() {
            fleet.accepted(SHA_1);
            fleet.define(WAVES);
            fleet.order(SHA_2);
            fleet.end("a", "rolled-back");
        }

        @Test
        void haltsAndLeavesTheOthersUntouched() {
            fleet.passes(60);

            assertThat(fleet.generations()).isEqualTo("a2 b1 c1 d1 e1 f1");
            assertThat(fleet.state("production-2")).isEqualTo("halted");
            var rollout = fleet.rollout();
            assertThat(rollout.path("state").asText()).isEqualTo("halted");
            assertThat(rollout.path("message").asText())
                    .isEqualTo(
                            "halted: "
                                    + fleet.agent("a").id()
                                    + " rolled back: said so; 5 VMs wait");
            assertThat(rollout.path("next").asText()).startsWith("resume goes on");
            assertThat(fleet.states())
                    .isEqualTo("a failed, b waiting, c waiting, d waiting, e waiting, f waiting");
        }

        @Test
        void isHaltedAfterARestartToo() {
            coordinator.restart();
            fleet.passes(10);

            assertThat(fleet.generations()).isEqualTo("a2 b1 c1 d1 e1 f1");
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("halted");
        }

        @Test
        void goesOnWithoutItWhenResumed() {
            var reply = fleet.steer("resume");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("/state")).isEqualTo("running");
            assertThat(fleet.states())
                    .isEqualTo(
                            "a passed-over, b released, c released, d waiting, e waiting,"
                                    + " f waiting");
            for (var host : new String[] {"b", "c", "d", "e", "f"}) {
                fleet.passes(6);
                fleet.end(host, "accepted");
            }
            assertThat(fleet.state("production-2")).isEqualTo("rolled-back");
            assertThat(fleet.rollout().path("state").asText()).isEqualTo("done");
        }

        @Test
        void haltsAgainAtTheNextFailure() {
            fleet.steer("resume");

            fleet.end("b", "refused");

            fleet.passes(10);
            assertThat(fleet.states())
                    .isEqualTo(
                            "a passed-over, b failed, c released, d waiting, e waiting,"
                                    + " f waiting");
        }

        @Test
        void isNotPromotedBeforeItIsResumed() {
            var reply = fleet.steer("promote", "{\"reason\":\"x\",\"all\":true}");

            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("/detail")).contains("rolled back: said so; resume it first");
        }

        @Test
        void givesWayToANewerOrder() {
            fleet.order(SHA_3);

            assertThat(fleet.generations()).isEqualTo("a3 b1 c1 d1 e1 f1");
            assertThat(fleet.state("production-2")).isEqualTo("rolled-back");
            assertThat(coordinator.get("/api/v1/deployments/production-2").text("/rollout/state"))
                    .isEqualTo("superseded");
        }

        @Test
        void givesANewVmWhatWasAcceptedBefore() {
            fleet.enrol("g");

            assertThat(fleet.asks("g")).isEqualTo(1);
            assertThat(fleet.state("production-1")).isEqualTo("accepted");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary           | -1",
                "canary           | 10001",
                "wave             | 0",
                "wave             | 1.5",
                "wave             | \"0%\"",
                "wave             | \"101%\"",
                "wave             | \"half\"",
                "wave             | []",
                "wait             | \"5\"",
                "wait             | \"8d\"",
                "progressDeadline | \"59s\"",
                "awayAfter        | \"1m\"",
            })
    void refusesWhatIsNoPlan(String field, String value) {
        var reply =
                coordinator.put(
                        WaveFleet.PATH,
                        """
                        {"repository":"https://git.example/shop.git","branch":"main",\
                        "policy":{"rollout":{"%s":%s}}}\
                        """
                                .formatted(field, value));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("/field")).isEqualTo("policy.rollout." + field);
    }

    @Test
    void showsTheUsualPlan() {
        fleet.define("{}");

        fleet.order(SHA_1);

        assertThat(fleet.rollout().path("rules"))
                .hasToString(
                        """
                        {"canary":1,"wave":"25%","wait":"0s","progressDeadline":"15m",\
                        "awayAfter":"2m","onFailure":"leave"}\
                        """);
    }

    @Nested
    class WithoutWaves {
        @Test
        void goesToAllAtOnceWhereNoneAreDefined() {
            fleet.order(SHA_1);

            assertThat(fleet.generations()).isEqualTo("a1 b1 c1 d1 e1 f1");
            assertThat(fleet.rollout().isMissingNode()).isTrue();
        }

        @Test
        void goesAtOnceToTheOnlyVm() {
            coordinator.define("staging", "{\"rollout\":" + WAVES + "}");
            var alone = TestAgent.enrol(coordinator, "staging", "alone");
            coordinator.now.updateAndGet(it -> it.plus(Duration.ofDays(1)));

            coordinator.deploy("staging", SHA_1);

            assertThat(alone.poll("\"0\"", "").header("ETag")).isEqualTo("\"1\"");
            var environment = coordinator.get("/api/v1/environments/staging").json();
            assertThat(environment.path("rollout").isMissingNode()).isTrue();
        }
    }
}

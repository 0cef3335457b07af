package dev.towline.coordinator;

import static dev.towline.coordinator.TestCoordinator.SHA_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the coordinator notices by itself, or in what agents report, and tells once.
final class NoticeTest {
    @TempDir private Path data;
    private TestCoordinator coordinator;
    private TestReceiver receiver;
    private TestAgent agent;
    private long sequence;

    @BeforeEach
    void start() throws IOException {
        coordinator = new TestCoordinator(data);
        coordinator.define("production");
        receiver = new TestReceiver();
        agent = TestAgent.enrol(coordinator, "production", "vm1");
        coordinator.put(
                "/api/v1/environments/production/receivers/chat",
                """
                {"kind":"generic","url":"%s","secret":"0123456789abcdef"}\
                """
                        .formatted(receiver.url()));
    }

    @AfterEach
    void stop() {
        receiver.close();
        coordinator.close();
    }

    /// Nothing more comes: a last thing is told, and nothing was before it.
    private void assertTold(String... events) {
        coordinator.deploy("production", SHA_1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> told().contains("deployment-ordered"));
        assertThat(told().replace(" deployment-ordered", "").strip())
                .isEqualTo(String.join(" ", events));
    }

    private String told() {
        var events = new StringBuilder();
        receiver.got().forEach(it -> events.append(' ').append(it.header("Towline-Event")));
        return events.toString();
    }

    private void pass(Duration time) {
        coordinator.now.updateAndGet(now -> now.plus(time));
        coordinator.running().notice();
    }

    /// Says that the VM runs its accepted release.
    ///
    /// @param more further members of the status, each with a comma before it
    private void reports(String drift, String more) {
        sequence++;
        var status =
                """
                {"type":"status","status":{"environment":"production","generation":1,\
                "observedGeneration":1,"sha":null,"phase":null,"status":"converged",\
                "reason":"","services":[],"lastDeployment":null,"drift":%s,\
                "lastContact":null%s}}\
                """
                        .formatted(drift, more);
        var reply = agent.report(TestAgent.report(sequence, "", status));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    }

    @Nested
    class OfAgents {
        @Test
        void saysOnceThatOneIsAwayAndOnceThatItIsBack() {
            pass(Duration.ofSeconds(121));
            pass(Duration.ofSeconds(121));
            agent.poll("\"0\"", "");
            pass(Duration.ofSeconds(1));
            pass(Duration.ofSeconds(1));

            assertTold("agent-away", "agent-back");
            assertThat(receiver.texts().subList(0, 2))
                    .containsExactly(
                            "production: %s on vm1 is away: nothing was heard of it since 2026-01-01T00:00:00Z"
                                    .formatted(agent.id()),
                            "production: %s on vm1 is back".formatted(agent.id()));
        }

        @Test
        void saysNothingOfOneThatAsksNowAndThen() {
            for (int i = 0; i < 5; i++) {
                pass(Duration.ofSeconds(119));
                agent.poll("\"0\"", "");
            }

            assertTold();
        }

        @Test
        void givesThemTimeAfterAStart() {
            coordinator.now.updateAndGet(now -> now.plus(Duration.ofDays(1)));
            coordinator.restart();
            pass(Duration.ofSeconds(119));

            assertTold();
        }

        @Test
        void remembersOverARestartThatOneIsAway() {
            pass(Duration.ofSeconds(121));
            coordinator.restart();
            pass(Duration.ofSeconds(121));

            assertTold("agent-away");
        }

        @Test
        void saysNothingOfOneThatIsNoMore() {
            coordinator.send("DELETE", "/api/v1/agents/" + agent.id(), coordinator.admin, "");
            pass(Duration.ofSeconds(121));

            assertTold();
        }
    }

    @Nested
    class OfHolds {
        private void hold(String span) {
            coordinator.put(
                    "/api/v1/environments/production/hold",
                    "{\"reason\":\"the import runs\",\"for\":\"" + span + "\"}");
        }

        @Test
        void saysThatOneExpiredOnce() {
            hold("90s");
            pass(Duration.ofSeconds(89));
            pass(Duration.ofSeconds(1));
            pass(Duration.ofSeconds(1));

            assertTold("hold-set", "hold-ended");
            assertThat(receiver.texts().get(1))
                    .matches(
                            "production: the hold of the environment by first administrator"
                                    + " \\(token \\w+\\) expired: the import runs");
        }

        @Test
        void saysThatOneWasReleased() {
            hold("90s");
            coordinator.send(
                    "DELETE", "/api/v1/environments/production/hold", coordinator.admin, "");
            pass(Duration.ofSeconds(91));

            assertTold("hold-set", "hold-ended");
            assertThat(receiver.texts().get(1)).contains(" was released by first administrator");
        }

        @Test
        void saysOfOneThatExpiredAlsoWhereAnotherTakesItsPlaceFirst() {
            hold("90s");
            coordinator.now.updateAndGet(now -> now.plusSeconds(91));
            hold("60s");
            pass(Duration.ofSeconds(1));

            assertTold("hold-set", "hold-ended", "hold-set");
        }
    }

    /// The time of a report is its number, in seconds after midnight.
    @Nested
    class OfHoldsOnVms {
        private void reportsHold(String reason, String until) {
            reports(
                    "[]",
                    """
                    ,"hold":{"reason":"%s","user":"root","sudoUser":"jen","since":"2026-01-01T00:00:00Z"%s}\
                    """
                            .formatted(reason, until));
        }

        @Test
        void saysThatItBeganAndThatSomebodyEndedIt() {
            reportsHold("the import runs", "");
            reportsHold("the import runs", "");
            reports("[]", "");

            assertTold("hold-set", "hold-ended");
            assertThat(receiver.texts().subList(0, 2))
                    .containsExactly(
                            "production: %s on vm1 is on hold by root (jen by sudo): the import runs"
                                    .formatted(agent.id()),
                            "production: the hold of %s on vm1 by root (jen by sudo) was released by somebody on the VM: the import runs"
                                    .formatted(agent.id()));
        }

        @Test
        void saysThatItExpired() {
            reportsHold("the import runs", ",\"until\":\"2026-01-01T00:00:02Z\"");
            reports("[]", "");

            assertTold("hold-set", "hold-ended");
            assertThat(receiver.texts().get(1))
                    .endsWith(
                            "the hold of %s on vm1 by root (jen by sudo) expired: the import runs"
                                    .formatted(agent.id()));
        }

        @Test
        void tellsNoMoreOfItThanAPersonReads() {
            reportsHold("x".repeat(100_000), "");

            assertTold("hold-set");
            assertThat(receiver.got().getFirst().json().at("/data/hold/reason").asText())
                    .hasSize(500)
                    .endsWith("x…");
        }

        @Test
        void saysThatAnotherTookItsPlace() {
            reportsHold("the import runs", "");
            reportsHold("the disk is moved", "");

            assertTold("hold-set", "hold-ended", "hold-set");
            assertThat(receiver.texts().get(2)).endsWith("the disk is moved");
        }
    }

    @Nested
    class OfDrift {
        private void reports(String drift) {
            NoticeTest.this.reports("[" + drift + "]", "");
        }

        private static String drift(String what, String handling) {
            return """
            {"what":"%s","since":"2026-01-01T00:00:00Z","handling":"%s"}\
            """
                    .formatted(what, handling);
        }

        @Test
        void saysThatItBeganAndThatItEnded() {
            reports("");
            reports(drift("api exited", "healing"));
            reports(drift("api exited", "healing") + "," + drift("db is gone", "healing"));
            reports("");
            reports("");

            assertTold("drift-began", "drift-ended");
            assertThat(receiver.texts().subList(0, 2))
                    .containsExactly(
                            "production: %s on vm1 differs from its accepted release: api exited; it is being healed"
                                    .formatted(agent.id()),
                            "production: %s on vm1 runs its accepted release again"
                                    .formatted(agent.id()));
        }

        @Test
        void saysAgainThatItIsLeftToPeopleButNotThatItIsHealedAfterwards() {
            reports(drift("api exited", "healing"));
            reports(drift("api exited", "left"));
            reports(drift("api exited", "healing"));
            reports("");

            assertTold("drift-began", "drift-began", "drift-ended");
            assertThat(receiver.got().get(1).json().at("/data/drift").toString())
                    .isEqualTo("[{\"what\":\"api exited\",\"handling\":\"left\"}]");
        }

        @Test
        void saysNothingOfWhatIsOnlyNoted() {
            reports(drift("an image was retagged", "noted"));

            assertTold();
        }
    }
}

package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.journal.Entries;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestingTest {
    private static Entries after(Outcome outcome) {
        return Entries.EMPTY.ended(
                new DeploymentStatus(
                        new DeploymentId("staging-3"),
                        new Generation(3),
                        new CommitSha("a".repeat(40)),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        outcome,
                        "because",
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void isIdleBeforeTheFirstOrder() {
        assertThat(Resting.condition(Entries.EMPTY)).isEqualTo(Condition.IDLE);
        assertThat(Resting.reason(Entries.EMPTY)).isEqualTo("no order was received yet");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, CONVERGED, ''",
        "ROLLED_BACK, DEGRADED, staging-3 was rolled back: because",
        "REFUSED, DEGRADED, staging-3 was refused: because",
        "SUPERSEDED, DEGRADED, staging-3 was superseded",
        "STALLED, STALLED, staging-3 stalled: because"
    })
    void saysHowTheLastDeploymentEnded(Outcome outcome, Condition condition, String reason) {
        assertThat(Resting.condition(after(outcome))).isEqualTo(condition);
        assertThat(Resting.reason(after(outcome))).isEqualTo(reason);
    }
}

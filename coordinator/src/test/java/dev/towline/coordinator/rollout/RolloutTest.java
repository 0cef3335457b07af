package dev.towline.coordinator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.rollout.Rollout.Succession;
import dev.towline.wire.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutTest {
    /// VMs in short: w waiting, u under way, or the first letter of the outcome.
    private static List<VmProgress> vms(String letters) {
        return letters.chars().mapToObj(RolloutTest::vm).toList();
    }

    private static VmProgress vm(int letter) {
        return switch (letter) {
            case 'w' -> new VmProgress.Waiting();
            case 'u' -> new VmProgress.UnderWay();
            case 'a' -> new VmProgress.Ended(Outcome.ACCEPTED);
            case 'b' -> new VmProgress.Ended(Outcome.ROLLED_BACK);
            case 'r' -> new VmProgress.Ended(Outcome.REFUSED);
            case 's' -> new VmProgress.Ended(Outcome.SUPERSEDED);
            default -> new VmProgress.Ended(Outcome.STALLED);
        };
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'',    PENDING",
        "ww,    PENDING",
        "wu,    RUNNING",
        "wa,    RUNNING",
        "ux,    RUNNING",
        "aa,    ACCEPTED",
        "as,    SUPERSEDED",
        "sra,   REFUSED",
        "abr,   ROLLED_BACK",
        "abrsx, STALLED",
        "xa,    STALLED",
    })
    void isAsTheWorstOnceAllHaveEnded(String vms, DeploymentState state) {
        assertThat(Rollout.state(vms(vms), Succession.NEWEST)).isEqualTo(state);
    }

    @Test
    void isSupersededWhenANewerOneCameBeforeAnyVmBegan() {
        assertThat(Rollout.state(List.of(), Succession.SUCCEEDED))
                .isEqualTo(DeploymentState.SUPERSEDED);
    }

    @Test
    void stillRunsWhereAVmIsAtItThoughANewerOneCame() {
        assertThat(Rollout.state(vms("u"), Succession.SUCCEEDED))
                .isEqualTo(DeploymentState.RUNNING);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"'', HALTED", "bww, HALTED", "uw, HALTED", "bab, ROLLED_BACK"})
    void isHaltedAsLongAsAVmIsLeft(String vms, DeploymentState state) {
        assertThat(Rollout.state(vms(vms), Succession.HALTED)).isEqualTo(state);
    }
}

package dev.towline.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatusTextTest {

    @Test
    void showsWhatRunsInATable() {
        assertThat(StatusText.of(Samples.converged("production"), Paint.PLAIN))
                .isEqualTo(
                        """
                        production  converged

                          release       94e9cbb094e9cbb094e9cbb094e9cbb094e9cbb0
                          generation    7
                          last contact  2026-02-03T10:00:00Z

                          SERVICE    CONTAINER    STATE    HEALTH   IMAGE
                          api        catscan-api  running  healthy  cat/api:sha-94e9cbb
                          dashboard  dash         running  none     cat/dash:1
                        """);
    }

    @Test
    void showsTheHoldUnderItsFirstLine() {
        assertThat(StatusText.of(Samples.onHold("production"), Paint.PLAIN))
                .startsWith(
                        """
                        production  idle
                          no order yet
                          on hold by root (jen by sudo) since 2026-02-03T10:00:00.123Z until it is released: the import runs

                        """);
    }

    @Test
    void showsWhyADeploymentWasRolledBack() {
        assertThat(StatusText.of(Samples.rolledBack("production"), Paint.PLAIN))
                .isEqualTo(
                        """
                        production  degraded
                          0badc0d was rolled back

                          release       94e9cbb094e9cbb094e9cbb094e9cbb094e9cbb0
                          generation    8, observed 7
                          last contact  none since the agent started

                          deployment production-8 of 0badc0d: rolled-back (2026-02-03T10:00:00Z to 2026-02-03T10:01:01Z)
                          the contract does not hold
                            ✓  prepare    12.3 s  2 images
                            ~  guard      0.4 s   an import runs
                            ✗  contract   2.0 s   exit code 1
                            …  roll-back
                            !  contract failed: api: check
                               exit code 1
                               rule 7[2J is broken

                          drift
                            dash is not the accepted release's (left, since 2026-02-03T10:00:00Z)
                              2026-02-03T09:59:59Z kill dash, signal 15
                            api is unhealthy (healing, since 2026-02-03T10:00:00Z)
                              | o
                              | ops
                          what is left waits for `towline-agent release` or the next deployment
                        """);
    }

    @Test
    void saysThatThereWasNoOrderYet() {
        assertThat(StatusText.of(Samples.idle("staging"), Paint.PLAIN))
                .isEqualTo(
                        """
                        staging  idle, in phase receive
                          no order yet

                          release       none accepted yet
                          generation    0
                          last contact  none since the agent started
                        """);
    }

    @Test
    void usesColoursOnlyOnATerminal() {
        var status = Samples.rolledBack("production");

        assertThat(StatusText.of(status, Paint.PLAIN)).doesNotContain("\u001B");
        assertThat(StatusText.of(status, Paint.COLOURED))
                .contains("\u001B[31mdegraded\u001B[0m", "\u001B[31m✗\u001B[0m  contract   2.0 s");
    }
}

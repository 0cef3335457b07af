package dev.towline.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.check.GuardVerdict.Busy;
import dev.towline.agent.check.GuardVerdict.Clear;
import dev.towline.agent.check.GuardVerdict.Refused;
import dev.towline.agent.project.StackDescriptor.Guard;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GuardCheckTest {
    private static final Guard GUARD =
            new Guard(
                    "api",
                    List.of("python", "scripts/check_import_idle.py"),
                    Duration.ofSeconds(30),
                    Set.of(75, 99));

    private final PaperContainer container = new PaperContainer();

    @Test
    void isClearOnExitCodeZero() {
        container.answers(new ExecAnswer.Exited(0, "no import runs\n"));

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict)
                .isEqualTo(new Clear(report(Verdict.PASSED, "exit code 0\nno import runs")));
        assertThat(container.ran)
                .containsExactly("api: python scripts/check_import_idle.py within PT30S");
    }

    @Test
    void isBusyOnEveryExitCodeThatTheGuardNames() {
        container.answers(new ExecAnswer.Exited(99, "import at 40 %"));

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict)
                .isEqualTo(new Busy(report(Verdict.BUSY, "exit code 99\nimport at 40 %")));
    }

    @Test
    void refusesOnAnyOtherExitCode() {
        container.answers(new ExecAnswer.Exited(127, ""));

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict).isEqualTo(new Refused(report(Verdict.FAILED, "exit code 127")));
    }

    @Test
    void refusesWhenTheGuardDoesNotEnd() {
        container.answers(new ExecAnswer.TimedOut("asking the importer"));

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict)
                .isEqualTo(
                        new Refused(
                                report(
                                        Verdict.FAILED,
                                        "did not end within 30s\nasking the importer")));
    }

    @Test
    void isClearWhereNothingRunsThatCouldBeGuarded() {
        container.answers(new ExecAnswer.NotRunning());

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict)
                .isEqualTo(
                        new Clear(
                                report(
                                        Verdict.PASSED,
                                        "nothing to guard: the service api is not running")));
    }

    @Test
    void refusesWhenTheEngineCannotBeAsked() {
        container.fails("could not reach the engine: connection refused");

        var verdict = new GuardCheck(container).ask(GUARD);

        assertThat(verdict)
                .isEqualTo(
                        new Refused(
                                report(
                                        Verdict.FAILED,
                                        "could not run the command: could not reach the engine:"
                                                + " connection refused")));
    }

    private static CheckReport report(Verdict verdict, String message) {
        return new CheckReport(
                Kind.GUARD, "api: python scripts/check_import_idle.py", verdict, message, null);
    }
}

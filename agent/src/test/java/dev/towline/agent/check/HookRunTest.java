package dev.towline.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.StackDescriptor.Hook;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HookRunTest {
    private static final Hook BACKUP =
            new Hook("db", List.of("pg_dump"), Duration.ofMinutes(10), false);

    private final PaperContainer container = new PaperContainer();

    @Test
    void passesOnExitCodeZero() {
        container.answers(new ExecAnswer.Exited(0, "3 tables"));

        var report = new HookRun(container).run(BACKUP);

        assertThat(report).isEqualTo(report(Verdict.PASSED, "exit code 0\n3 tables"));
    }

    @Test
    void failsOnAnyOtherExitCode() {
        container.answers(new ExecAnswer.Exited(75, "disk full"));

        var report = new HookRun(container).run(BACKUP);

        assertThat(report).isEqualTo(report(Verdict.FAILED, "exit code 75\ndisk full"));
    }

    @Test
    void failsWhereTheServiceIsNotRunning() {
        container.answers(new ExecAnswer.NotRunning());

        var report = new HookRun(container).run(BACKUP);

        assertThat(report).isEqualTo(report(Verdict.FAILED, "the service db is not running"));
    }

    @Test
    void failsWhenItDoesNotEnd() {
        container.answers(new ExecAnswer.TimedOut(""));

        var report = new HookRun(container).run(BACKUP);

        assertThat(report).isEqualTo(report(Verdict.FAILED, "did not end within 10m"));
    }

    @Test
    void failsWhenTheEngineCannotBeAsked() {
        container.fails("no engine");

        var report = new HookRun(container).run(BACKUP);

        assertThat(report)
                .isEqualTo(report(Verdict.FAILED, "could not run the command: no engine"));
    }

    private static CheckReport report(Verdict verdict, String message) {
        return new CheckReport(Kind.HOOK, "db: pg_dump", verdict, message, null);
    }
}

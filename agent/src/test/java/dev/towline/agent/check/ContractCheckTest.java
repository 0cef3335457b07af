package dev.towline.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.StackDescriptor.Contract;
import dev.towline.wire.CheckReport;
import dev.towline.wire.CheckReport.Kind;
import dev.towline.wire.CheckReport.Verdict;
import dev.towline.wire.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractCheckTest {
    private static final String PATH = "/tmp/contracts.json";
    private static final Contract PLAIN =
            new Contract("api", List.of("check"), null, Duration.ofMinutes(5), true);
    private static final Contract REPORTING =
            new Contract("api", List.of("check"), PATH, Duration.ofMinutes(5), true);

    private final PaperContainer container = new PaperContainer();
    private final ContractCheck check = new ContractCheck(container, container);

    @Test
    void passesOnExitCodeZero() {
        container.answers(new ExecAnswer.Exited(0, "12 rules hold"));

        var report = check.run(PLAIN);

        assertThat(report).isEqualTo(report(Verdict.PASSED, "exit code 0\n12 rules hold", null));
    }

    @Test
    void failsOnAnyOtherExitCodeAndShowsTheOutput() {
        container.answers(new ExecAnswer.Exited(1, "rule 7 is broken"));

        var report = check.run(PLAIN);

        assertThat(report).isEqualTo(report(Verdict.FAILED, "exit code 1\nrule 7 is broken", null));
    }

    @Test
    void failsWhenTheCommandDoesNotEnd() {
        container.answers(new ExecAnswer.TimedOut("rule 3"));

        var report = check.run(PLAIN);

        assertThat(report).isEqualTo(report(Verdict.FAILED, "did not end within 5m\nrule 3", null));
    }

    @Test
    void failsWhenTheServiceIsNotRunning() {
        container.answers(new ExecAnswer.NotRunning());

        var report = check.run(REPORTING);

        assertThat(report)
                .isEqualTo(report(Verdict.FAILED, "the service api is not running", null));
    }

    @Test
    void warnsWhereTheContractIsNotRequired() {
        var optional = new Contract("api", List.of("check"), null, Duration.ofMinutes(5), false);
        container.answers(new ExecAnswer.Exited(1, ""));

        var report = check.run(optional);

        assertThat(report).isEqualTo(report(Verdict.WARNED, "exit code 1", null));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void showsOutputWithoutTerminalCommandsAndOnlyItsEnd() {
        var screen = "\u001B]0;title\u0007\u001B[31mred\u001B[0m\u0000\r\u202E done";
        container.answers(new ExecAnswer.Exited(1, "x".repeat(100_000) + screen));

        var report = check.run(PLAIN);

        assertThat(report.message())
                .endsWith("xxxred done")
                .startsWith("exit code 1\n…")
                .hasSize("exit code 1\n…".length() + 4096);
    }

    @Nested
    final class WithAReport {

        @Test
        void keepsTheReportAsEvidence() throws Exception {
            container.writes(PATH, "{\"rules\": 12}");

            var report = check.run(REPORTING);

            assertThat(report)
                    .isEqualTo(
                            report(
                                    Verdict.PASSED,
                                    "exit code 0",
                                    Json.MAPPER.readTree("{\"rules\":12}")));
        }

        @Test
        void keepsAFailedChecksReportToo() throws Exception {
            container.answers(new ExecAnswer.Exited(1, "rule 7")).writes(PATH, "{\"broken\": [7]}");

            var report = check.run(REPORTING);

            assertThat(report)
                    .isEqualTo(
                            report(
                                    Verdict.FAILED,
                                    "exit code 1\nrule 7",
                                    Json.MAPPER.readTree("{\"broken\":[7]}")));
        }

        @Test
        void failsWhenItWasNotWritten() {
            var report = check.run(REPORTING);

            assertThat(report).isEqualTo(unreadable("the command wrote none"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "   ", "{\"a\":", "{} {}", "{\"a\":1,\"a\":2}", "NaN", "\u0000"})
        void failsWhenItIsNotJson(String content) {
            container.writes(PATH, content);

            var report = check.run(REPORTING);

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.message())
                    .startsWith("could not read the report " + PATH + ": it is");
            assertThat(report.evidence()).isNull();
        }

        @Test
        void failsWhenItIsTooLarge() {
            container.writes(PATH, "\"" + "x".repeat(256 * 1024) + "\"");

            var report = check.run(REPORTING);

            assertThat(report).isEqualTo(unreadable("it is larger than 262144 bytes"));
        }

        @Test
        void doesNotTakeAnEarlierRunsReportForThisOnes() {
            container.holds(PATH, "{\"rules\": 12}");

            var report = check.run(REPORTING);

            assertThat(report).isEqualTo(unreadable("the command wrote none"));
            assertThat(container.ran)
                    .containsExactly(
                            "api: rm -f -- " + PATH + " within PT10S", "api: check within PT5M");
        }

        @Test
        void doesNotTakeAnEarlierRunsReportThatCannotBeRemoved() {
            container.hasRm = false;
            container.holds(PATH, "{\"rules\": 12}");

            var report = check.run(REPORTING);

            assertThat(report)
                    .isEqualTo(unreadable("it is an earlier run's, which could not be removed"));
        }

        @Test
        void isNotHinderedByAnEarlierRunsReportThatIsTooLargeToRead() throws Exception {
            container.refusesLargeFiles = true;
            container.holds(PATH, "x".repeat(300_000)).writes(PATH, "[]");

            var report = check.run(REPORTING);

            assertThat(report)
                    .isEqualTo(report(Verdict.PASSED, "exit code 0", Json.MAPPER.readTree("[]")));
        }

        @Test
        void takesANewReportOverOneThatCouldNotBeRemoved() throws Exception {
            container.hasRm = false;
            container.holds(PATH, "{\"rules\": 12}").writes(PATH, "{\"rules\": 13}");

            var report = check.run(REPORTING);

            assertThat(report)
                    .isEqualTo(
                            report(
                                    Verdict.PASSED,
                                    "exit code 0",
                                    Json.MAPPER.readTree("{\"rules\":13}")));
        }

        private CheckReport unreadable(String why) {
            return report(Verdict.FAILED, "could not read the report " + PATH + ": " + why, null);
        }
    }

    private static CheckReport report(
            Verdict verdict, String message, @Nullable JsonNode evidence) {
        return new CheckReport(Kind.CONTRACT, "api: check", verdict, message, evidence);
    }
}

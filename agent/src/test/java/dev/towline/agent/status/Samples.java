package dev.towline.agent.status;

import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.CheckReport;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import dev.towline.wire.Hold;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import dev.towline.wire.PhaseReport.Moment;
import dev.towline.wire.PhaseStatus;
import dev.towline.wire.ServiceStatus;
import dev.towline.wire.Status;
import java.time.Instant;
import java.util.List;

/// Statuses that the tests share.
final class Samples {
    private static final Instant AT = Instant.parse("2026-02-03T10:00:00.123Z");
    private static final CommitSha GOOD = new CommitSha("94e9cbb0".repeat(5));
    private static final CommitSha BAD = new CommitSha("0badc0de".repeat(5));

    private Samples() {}

    static Status converged(String environment) {
        return new Status(
                new EnvironmentName(environment),
                new Generation(7),
                new Generation(7),
                GOOD,
                null,
                Condition.CONVERGED,
                "",
                List.of(
                        new ServiceStatus(
                                "api",
                                1,
                                "catscan-api",
                                "cat/api:sha-94e9cbb",
                                "running",
                                "healthy"),
                        new ServiceStatus("dashboard", 1, "dash", "cat/dash:1", "running", "none")),
                null,
                List.of(),
                AT,
                null,
                List.of(),
                null);
    }

    static Status rolledBack(String environment) {
        return new Status(
                new EnvironmentName(environment),
                new Generation(8),
                new Generation(7),
                GOOD,
                null,
                Condition.DEGRADED,
                "0badc0d was rolled back",
                List.of(),
                deployment(environment),
                List.of(
                        new Drift(
                                "dash is not the accepted release's",
                                AT,
                                Handling.LEFT,
                                List.of("2026-02-03T09:59:59Z kill dash, signal 15"),
                                ""),
                        new Drift("api is unhealthy", AT, Handling.HEALING, List.of(), "o\nops")),
                null,
                null,
                List.of(),
                null);
    }

    static Status idle(String environment) {
        return new Status(
                new EnvironmentName(environment),
                Generation.NONE,
                Generation.NONE,
                null,
                Phase.RECEIVE,
                Condition.IDLE,
                "no order yet",
                List.of(),
                null,
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    static Status onHold(String environment) {
        var it = idle(environment);
        return new Status(
                it.environment(),
                it.generation(),
                it.observedGeneration(),
                it.sha(),
                null,
                it.status(),
                it.reason(),
                it.services(),
                null,
                it.drift(),
                null,
                new Hold("the import runs", "root", "jen", AT, null),
                List.of(),
                null);
    }

    private static DeploymentStatus deployment(String environment) {
        return new DeploymentStatus(
                new DeploymentId(environment + "-8"),
                new Generation(8),
                BAD,
                AT,
                AT.plusSeconds(61),
                Outcome.ROLLED_BACK,
                "the contract does not hold",
                List.of(
                        phase(Phase.PREPARE, 12_340, Moment.PASSED, "2 images"),
                        phase(Phase.GUARD, 400, Moment.DEFERRED, "an import runs"),
                        phase(Phase.CONTRACT, 2_000, Moment.FAILED, "exit code 1\nrule 7"),
                        new PhaseStatus(Phase.ROLL_BACK, AT, null, Moment.STARTED, "")),
                List.of(),
                List.of(
                        new CheckReport(
                                CheckReport.Kind.HEALTH,
                                "http://localhost:8000/health",
                                CheckReport.Verdict.PASSED,
                                "as wanted",
                                null),
                        new CheckReport(
                                CheckReport.Kind.CONTRACT,
                                "api: check",
                                CheckReport.Verdict.FAILED,
                                "exit code 1\nrule 7\u001B[2J is broken",
                                null)));
    }

    private static PhaseStatus phase(Phase phase, long millis, Moment moment, String message) {
        return new PhaseStatus(phase, AT, AT.plusMillis(millis), moment, message);
    }
}

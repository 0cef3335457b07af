package dev.towline.agent.reconcile;

import dev.towline.agent.journal.Underway;
import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.wire.CheckReport;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.PhaseReport.Moment;
import dev.towline.wire.PhaseStatus;
import dev.towline.wire.ProgressReport;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what a deployment does: to the coordinator, to the status, and to the log.
///
/// What is kept for the status is bounded; the newest of it is kept. Used by the reconcile loop's
/// thread only.
final class DeploymentLog {
    private static final Logger log = LoggerFactory.getLogger(DeploymentLog.class);
    private static final int KEPT = 200;

    private final DesiredState order;
    private final Instant startedAt;
    private final Reports reports;
    private final StatusBoard board;
    private final InstantSource clock;
    private final List<PhaseStatus> phases = new ArrayList<>();
    private final List<StepReport> steps = new ArrayList<>();
    private final List<CheckReport> checks = new ArrayList<>();
    private Phase phase = Phase.RECEIVE;
    private @Nullable String warning;

    DeploymentLog(Underway underway, Reports reports, StatusBoard board, InstantSource clock) {
        this.order = underway.order();
        this.startedAt = underway.startedAt();
        this.warning = underway.warning();
        this.reports = reports;
        this.board = board;
        this.clock = clock;
    }

    void begin(Phase next) {
        phase = next;
        keep(phases, new PhaseStatus(next, clock.instant(), null, Moment.STARTED, ""));
        tell(new PhaseReport(next, Moment.STARTED, ""));
        board.deploying(soFar(), next);
    }

    void passed(String message) {
        conclude(Moment.PASSED, message);
    }

    void failed(String message) {
        conclude(Moment.FAILED, message);
    }

    void deferred(String message) {
        conclude(Moment.DEFERRED, message);
        board.deferred(soFar(), phase, message);
    }

    /// Somebody else comes first.
    void waiting(String message) {
        progress(message);
        board.deferred(soFar(), phase, message);
    }

    void progress(String message) {
        report(new ProgressReport(phase, message));
    }

    /// What changed by nobody's step while the deployment was under way.
    void outOfBand(List<String> changes) {
        changes.forEach(it -> progress("not by this deployment: " + it));
    }

    void step(Step step, StepOutcome outcome, Duration took) {
        var report =
                switch (outcome) {
                    case StepOutcome.Done _ -> step(step, StepReport.Result.DONE, "", took);
                    case StepOutcome.Refused it ->
                            step(step, StepReport.Result.FAILED, it.message(), took);
                    case StepOutcome.EngineAtFault it ->
                            step(step, StepReport.Result.FAILED, it.message(), took);
                    case StepOutcome.Unknown it ->
                            step(step, StepReport.Result.FAILED, it.message(), took);
                };
        keep(steps, report);
        report(report);
        log.atInfo()
                .addKeyValue("environment", order.environment())
                .addKeyValue("generation", order.generation())
                .addKeyValue("step", report.step())
                .addKeyValue("cause", report.cause())
                .addKeyValue("outcome", report.result())
                .addKeyValue("error", report.message())
                .log("step");
        board.deploying(soFar(), phase);
    }

    void check(CheckReport check) {
        keep(checks, check);
        report(check);
        board.deploying(soFar(), phase);
    }

    /// Something is let pass that would have failed it; said to the end.
    void warned(String what) {
        warning = what;
        progress(what);
        log.atWarn()
                .addKeyValue("environment", order.environment())
                .addKeyValue("generation", order.generation())
                .addKeyValue("cause", what)
                .log("let pass");
    }

    /// The end, as it goes into the journal.
    DeploymentStatus ending(Outcome outcome, String reason) {
        return status(clock.instant(), outcome, reason);
    }

    /// Reports the end; to be called when it is in the journal.
    void ended(OutcomeReport outcome) {
        report(outcome);
        log.atInfo()
                .addKeyValue("environment", order.environment())
                .addKeyValue("generation", order.generation())
                .addKeyValue("sha", order.sha())
                .addKeyValue("outcome", outcome.outcome())
                .addKeyValue("cause", outcome.reason())
                .log("deployment ended");
    }

    private DeploymentStatus soFar() {
        return status(null, null, "");
    }

    private DeploymentStatus status(
            @Nullable Instant endedAt, @Nullable Outcome outcome, String reason) {
        return new DeploymentStatus(
                order.deployment(),
                order.generation(),
                order.sha(),
                startedAt,
                endedAt,
                outcome,
                reason,
                phases,
                steps,
                checks,
                warning);
    }

    /// The phase under way gets its end; a deferred one may get another.
    private void conclude(Moment moment, String message) {
        var begun = phases.isEmpty() ? clock.instant() : phases.removeLast().startedAt();
        keep(phases, new PhaseStatus(phase, begun, clock.instant(), moment, message));
        tell(new PhaseReport(phase, moment, message));
    }

    private void tell(PhaseReport report) {
        report(report);
        log.atInfo()
                .addKeyValue("environment", order.environment())
                .addKeyValue("generation", order.generation())
                .addKeyValue("phase", report.phase())
                .addKeyValue("outcome", report.moment())
                .addKeyValue("cause", report.message())
                .log("phase");
    }

    private void report(ReportEvent event) {
        reports.add(order.generation(), order.deployment(), event);
    }

    private static StepReport step(
            Step step, StepReport.Result result, String message, Duration took) {
        return new StepReport(step.describe(), step.cause(), result, message, took);
    }

    private static <T> void keep(List<T> list, T item) {
        if (list.size() == KEPT) {
            list.removeFirst();
        }
        list.add(item);
    }
}

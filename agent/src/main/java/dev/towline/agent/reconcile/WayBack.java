package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.project.Release;
import dev.towline.agent.reconcile.Verdict.Failed;
import dev.towline.agent.reconcile.Verdict.Passed;
import dev.towline.agent.reconcile.Verdict.Superseded;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;

/// The one way back of a deployment that failed: to the last accepted release, verified in the same
/// way as a new one, or to what ran before the first. It needs neither coordinator nor registry nor
/// git host, and there is no second one.
final class WayBack {
    private final Workplace at;
    private final DeploymentLog log;
    private final Course course;

    WayBack(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
        this.course = new Course(at, log);
    }

    void go(String reason) throws InterruptedException, EngineException {
        var entries = at.journal().entries();
        var unsettled = entries.unsettled();
        if (entries.lastAccepted().isPresent()) {
            rollBack(entries.lastAccepted().get(), reason);
        } else if (unsettled != null && !entries.adopted().isEmpty()) {
            giveBack(unsettled.release(), reason);
        } else {
            course.end(Outcome.STALLED, reason + "; there is no accepted release to go back to");
        }
    }

    private void rollBack(Release release, String reason)
            throws InterruptedException, EngineException {
        course.begin(Phase.ROLL_BACK);
        var convergence = course.convergence(release);
        var verification = new Verification(at, log, release, convergence);
        var verdict = course.switchTo(release, convergence);
        if (verdict instanceof Passed) {
            verdict = verification.verify();
        }
        if (verdict instanceof Passed) {
            verdict = verification.contract();
        }
        if (verdict instanceof Passed) {
            course.settle(release, release.sha() + " runs again");
            new Durability(at, log).afterTheWayBack();
        }
        end(verdict, reason);
    }

    private void giveBack(Release failed, String reason)
            throws InterruptedException, EngineException {
        course.begin(Phase.ROLL_BACK);
        var convergence = course.convergence(failed);
        var verdict = new Adoption(at, log).giveBack(convergence);
        if (verdict instanceof Passed) {
            log.passed("what ran before runs again");
            new Durability(at, log).afterTheWayBack();
        }
        end(verdict, reason);
    }

    private void end(Verdict verdict, String reason) {
        switch (verdict) {
            case Passed _ -> course.end(Outcome.ROLLED_BACK, reason);
            case Superseded _ ->
                    course.end(Outcome.SUPERSEDED, "a newer order took over; " + reason);
            case Failed it -> {
                log.failed(it.reason());
                course.end(Outcome.STALLED, reason + "; and the rollback failed: " + it.reason());
            }
        }
    }
}

package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.git.GitException;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.Underway;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.agent.reconcile.Verdict.Failed;
import dev.towline.agent.reconcile.Verdict.Passed;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import java.util.Optional;

/// What the ways forward and back have in common: each phase goes into the journal before it
/// begins, each end after it came.
final class Course {
    private final Workplace at;
    private final DeploymentLog log;

    Course(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    Underway underway() {
        return underway(at.journal().entries());
    }

    static Underway underway(Entries entries) {
        var underway = entries.underway();
        if (underway == null) {
            throw new IllegalStateException("no deployment is under way");
        }
        return underway;
    }

    void begin(Phase phase) {
        at.journal().update(it -> it.underway(underway(it).at(phase)));
        log.begin(phase);
    }

    void end(Outcome outcome, String reason) {
        var ending = log.ending(outcome, reason);
        var entries = at.journal().update(it -> it.ended(ending));
        var running = entries.lastAccepted().map(Release::sha).orElse(null);
        log.ended(new OutcomeReport(outcome, reason, running, ending.warning()));
        at.board().resting(Resting.condition(entries), Resting.reason(entries));
    }

    Convergence convergence(Release release) {
        return new Convergence(
                at,
                log,
                release,
                new Origin(at.settings().environment(), release.generation(), release.sha()));
    }

    /// Files first, then containers; what was replaced is stopped and kept.
    Verdict switchTo(Release release, Convergence convergence)
            throws InterruptedException, EngineException {
        if (at.superseded()) {
            return new Verdict.Superseded();
        }
        var obstacle = bring(release);
        return obstacle.isPresent()
                ? new Failed(obstacle.get())
                : convergence.reach(Stage.TRIAL, at::superseded);
    }

    private Optional<String> bring(Release release) {
        try {
            new EditedFiles(at, log).saveAside(release.sha());
        } catch (GitException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return new Files(at).bringTo(release);
    }

    /// Makes final what was decided. No newer order interrupts it: it is a few quick steps. What
    /// could not be done is done by a later pass, the decision stands.
    void settle(Release release, String words) throws InterruptedException, EngineException {
        switch (convergence(release).reach(Stage.SETTLED, () -> false)) {
            case Passed _ -> log.passed(words);
            case Failed it -> log.failed("to be settled later: " + it.reason());
            case Verdict.Superseded _ ->
                    throw new IllegalStateException("settling is not superseded");
        }
    }
}

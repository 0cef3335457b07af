package dev.towline.agent.reconcile;

import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Restoration;
import dev.towline.agent.project.Release;
import java.util.List;

/// The stack of somebody else that a first deployment takes over, and how to give it back.
final class Adoption {
    private final Workplace at;
    private final DeploymentLog log;
    private final Release candidate;

    Adoption(Workplace at, DeploymentLog log, Release candidate) {
        this.at = at;
        this.log = log;
        this.candidate = candidate;
    }

    /// Remembers what runs, before the first switch; nothing where a release was accepted already.
    Verdict remember(Convergence convergence) throws InterruptedException {
        var entries = at.journal().entries();
        if (entries.lastAccepted().isPresent() || !entries.adopted().isEmpty()) {
            return new Verdict.Passed();
        }
        var observed = convergence.look();
        if (observed == null) {
            return new Verdict.Failed("the engine did not answer for " + Patience.ENGINE);
        }
        var running = Restoration.runningBefore(observed);
        running.forEach(it -> log.progress("adopting " + it.name()));
        at.journal().update(it -> it.adopted(running));
        return new Verdict.Passed();
    }

    /// Makes run again what ran before, with the files that it had.
    Verdict giveBack(Convergence convergence) throws InterruptedException {
        new Files(at).putBack(candidate);
        var verdict = convergence.reach(observed -> restoration(observed), at::superseded);
        if (verdict instanceof Verdict.Passed) {
            at.journal().update(it -> it.adopted(List.of()).filesOf(List.of()));
        }
        return verdict;
    }

    private Plan restoration(dev.towline.agent.project.ObservedProject observed) {
        return Restoration.plan(at.journal().entries().adopted(), observed);
    }
}

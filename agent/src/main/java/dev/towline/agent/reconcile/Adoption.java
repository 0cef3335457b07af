package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Restoration;
import dev.towline.agent.project.ObservedProject;

/// The stack of somebody else that a first deployment takes over, and how to give it back.
final class Adoption {
    private final Workplace at;
    private final DeploymentLog log;

    Adoption(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Remembers what runs, before the first switch; nothing where a release was accepted already.
    Verdict remember(Convergence convergence) throws InterruptedException, EngineException {
        var entries = at.journal().entries();
        if (entries.lastAccepted().isPresent() || !entries.adopted().isEmpty()) {
            return new Verdict.Passed();
        }
        var observed = convergence.look();
        var running = Restoration.runningBefore(observed);
        running.forEach(it -> log.progress("adopting " + it.name()));
        at.journal().update(it -> it.adopted(running));
        return new Verdict.Passed();
    }

    /// Makes run again what ran before, with the files that it had.
    Verdict giveBack(Convergence convergence) throws InterruptedException, EngineException {
        new Files(at).putBack();
        return convergence.reach(this::restoration, at::superseded);
    }

    private Plan restoration(ObservedProject observed) {
        return Restoration.plan(at.journal().entries().adopted(), observed);
    }
}

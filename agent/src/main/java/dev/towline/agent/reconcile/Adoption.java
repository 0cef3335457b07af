package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Restoration;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.Release;

/// The stack of somebody else that a first deployment takes over, and how to give it back.
final class Adoption {
    private final Workplace at;
    private final DeploymentLog log;

    Adoption(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Remembers, before the first switch, what runs; and before each, that it was begun.
    void remember(Release release, Convergence convergence)
            throws InterruptedException, EngineException {
        var entries = at.journal().entries();
        var first = entries.lastAccepted().isEmpty() && entries.unsettled() == null;
        var running = first ? Restoration.runningBefore(convergence.look()) : entries.adopted();
        if (first) {
            running.forEach(it -> log.progress("adopting " + it.name()));
        }
        at.journal().update(it -> it.switching(release, running));
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

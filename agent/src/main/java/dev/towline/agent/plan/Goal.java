package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.Origin;
import java.util.Set;

/// What a plan is made for.
///
/// @param started the ids of the containers that this attempt has started already: one of them that
///   has failed is not simply started again
/// @param owned the services of the releases that were accepted here: whoever made their
///   containers, they are ours now
/// @param resting the services that are to be left alone for now, between deployments
public record Goal(
        DesiredProject project,
        Origin origin,
        Stage stage,
        Set<String> started,
        Set<String> owned,
        Set<String> resting) {
    public Goal {
        started = Set.copyOf(started);
        owned = Set.copyOf(owned);
        resting = Set.copyOf(resting);
    }

    public Goal(
            DesiredProject project,
            Origin origin,
            Stage stage,
            Set<String> started,
            Set<String> owned) {
        this(project, origin, stage, started, owned, Set.of());
    }

    /// Where nothing was accepted before.
    public Goal(DesiredProject project, Origin origin, Stage stage, Set<String> started) {
        this(project, origin, stage, started, Set.of());
    }

    /// The same, but for the services that have to rest.
    public Goal without(Set<String> services) {
        return new Goal(project, origin, stage, started, owned, services);
    }

    /// Somebody else's: not made by us, and of no service that is or was the project's.
    boolean foreign(ObservedContainer container) {
        return !Slots.ours(container)
                && !project.services().containsKey(container.service())
                && !owned.contains(container.service());
    }

    /// Runs, was made by others, and the release is only kept: unless it is as it should be, it is
    /// left to whoever made it.
    boolean theirs(ObservedContainer container) {
        return stage == Stage.KEPT && container.running() && !Slots.ours(container);
    }

    /// Of a service that no wanted profile switches on: it is left alone, whoever made it.
    boolean switchedOff(ObservedContainer container) {
        return project.provenance().disabled().contains(container.service());
    }
}

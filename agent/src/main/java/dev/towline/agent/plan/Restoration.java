package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.RemoveContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.project.AdoptedContainer;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decides how to undo a first deployment that failed, where there is no accepted release to go
/// back to: what ran before, whoever made it, runs again as it did. Like the planner's, its plan is
/// made from what is observed, and is empty when nothing is left to do.
public final class Restoration {
    private static final String CAUSE = "the first deployment failed";

    private final ObservedProject observed;
    private final Draft draft = new Draft(Optional.empty());

    private Restoration(ObservedProject observed) {
        this.observed = observed;
    }

    /// The containers that run now, before a first deployment; our own too, where the journal of
    /// the deployments before was lost.
    public static List<AdoptedContainer> runningBefore(ObservedProject observed) {
        return observed.containers().stream()
                .filter(ObservedContainer::running)
                .sorted(Comparator.comparing(ObservedContainer::createdAt))
                .map(it -> new AdoptedContainer(it.id(), it.name(), it.restart()))
                .toList();
    }

    public static Plan plan(List<AdoptedContainer> before, ObservedProject observed) {
        return new Restoration(observed).plan(before);
    }

    private Plan plan(List<AdoptedContainer> before) {
        var kept = before.stream().map(AdoptedContainer::id).toList();
        var ours =
                observed.containers().stream()
                        .filter(it -> it.specHash() != null && !kept.contains(it.id()))
                        .toList();
        ours.stream().filter(ObservedContainer::running).forEach(it -> draft.displace(it, CAUSE));
        before.forEach(this::bringBack);
        if (draft.idle()) {
            ours.stream()
                    .filter(it -> !(it.state() instanceof ContainerState.Gone))
                    .forEach(it -> draft.add(new RemoveContainer(it.id(), it.name(), CAUSE)));
        }
        return draft.plan();
    }

    private void bringBack(AdoptedContainer before) {
        var found = find(before);
        if (found.isEmpty()) {
            draft.block(before.name() + ", which ran before, is gone");
            return;
        }
        var container = found.get();
        if (!container.running()) {
            draft.start(container, CAUSE);
        }
        if (!container.name().equals(before.name())) {
            observed.containers().stream()
                    .filter(it -> draft.name(it).equals(before.name()))
                    .forEach(it -> draft.retire(it, CAUSE));
            draft.rename(container, before.name(), CAUSE);
        }
        if (!container.restart().equals(before.restart())) {
            draft.add(new SetRestartPolicy(container.id(), before.name(), before.restart(), CAUSE));
        }
    }

    private Optional<ObservedContainer> find(AdoptedContainer before) {
        return observed.containers().stream().filter(it -> it.id().equals(before.id())).findFirst();
    }
}

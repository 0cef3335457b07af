package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.RemoveContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.List;

/// Plans what an accepted release makes final: restart policies, and the end of what it replaced.
final class Settlement {
    private final Goal goal;
    private final ObservedProject observed;
    private final Draft draft;

    Settlement(Goal goal, ObservedProject observed, Draft draft) {
        this.goal = goal;
        this.observed = observed;
        this.draft = draft;
    }

    void plan(List<Slot> slots) {
        for (var slot : slots) {
            slot.match().ifPresent(it -> restartPolicy(slot, it));
        }
        for (var slot : slots) {
            slot.others().forEach(it -> remove(it, slot.finalName() + " was accepted"));
        }
    }

    void orphans(List<Slot> all) {
        Slots.orphans(all, goal, observed)
                .forEach(it -> remove(it, "the accepted project has no place for it"));
    }

    private void restartPolicy(Slot slot, ObservedContainer container) {
        var declared = slot.service().restart();
        if (!container.restart().equals(declared)) {
            draft.add(
                    new SetRestartPolicy(
                            container.id(), container.name(), declared, "it was accepted"));
        }
    }

    private void remove(ObservedContainer container, String cause) {
        var removable = !container.running() && !(container.state() instanceof ContainerState.Gone);
        if (removable && Slots.ours(container)) {
            draft.add(new RemoveContainer(container.id(), container.name(), cause));
        }
    }
}

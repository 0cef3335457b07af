package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.ConnectNetwork;
import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.plan.Step.CreateNetwork;
import dev.towline.agent.plan.Step.CreateVolume;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.RestartPolicy;
import java.util.List;
import java.util.Map;

/// Plans what must exist before anything is stopped: networks, volumes, and a container for each
/// place.
final class Creation {
    private final Goal goal;
    private final ObservedProject observed;
    private final Draft draft;

    Creation(Goal goal, ObservedProject observed, Draft draft) {
        this.goal = goal;
        this.observed = observed;
        this.draft = draft;
    }

    void plan(List<Slot> slots) {
        networks();
        volumes();
        slots.forEach(it -> foreigners(it, slots));
        if (draft.idle()) {
            slots.forEach(this::container);
        }
    }

    private void networks() {
        for (var network : goal.project().networks().values()) {
            if (observed.networks().containsKey(network.name())) {
                continue;
            }
            if (network.external()) {
                draft.block("the external network " + network.name() + " does not exist");
            } else {
                draft.add(new CreateNetwork(goal.project(), network, "it does not exist"));
            }
        }
    }

    private void volumes() {
        for (var volume : goal.project().volumes().values()) {
            if (observed.volumes().contains(volume.name())) {
                continue;
            }
            if (volume.external()) {
                draft.block("the external volume " + volume.name() + " does not exist");
            } else {
                draft.add(new CreateVolume(goal.project(), volume, "it does not exist"));
            }
        }
    }

    // Found now, they cost nothing; found when the container is to be started, half a deployment.
    private void foreigners(Slot slot, List<Slot> slots) {
        observed.containers().stream()
                .filter(it -> it.name().equals(slot.finalName()) && Slots.foreign(it, slots))
                .forEach(it -> draft.block("somebody else's container is called " + it.name()));
        if (slot.match().isEmpty()) {
            Rivals.of(slot, goal.project(), slots, observed).foreign().forEach(draft::block);
        }
    }

    private void container(Slot slot) {
        if (slot.match().isPresent()) {
            connect(slot, slot.match().get());
        } else {
            create(slot);
        }
    }

    private void create(Slot slot) {
        var pin = goal.project().image(slot.service());
        var now = observed.images().get(pin.reference());
        var tagHolds = now != null && now.imageId().equals(pin.imageId());
        draft.add(
                new CreateContainer(
                        goal.project(),
                        goal.origin(),
                        slot.service().name(),
                        slot.number(),
                        nameTaken(slot)
                                ? Names.next(slot.finalName(), slot.hash())
                                : slot.finalName(),
                        slot.finalName(),
                        tagHolds ? pin.reference() : pin.imageId().value(),
                        goal.stage() == Stage.TRIAL ? RestartPolicy.NO : slot.service().restart(),
                        Carried.volumes(goal.project(), slot),
                        Map.of(),
                        cause(slot)));
    }

    private boolean nameTaken(Slot slot) {
        return observed.containers().stream().anyMatch(it -> it.name().equals(slot.finalName()));
    }

    private void connect(Slot slot, ObservedContainer container) {
        for (var key : slot.service().networks()) {
            var network = goal.project().networks().get(key);
            if (network != null && !container.networks().contains(network.name())) {
                draft.add(
                        new ConnectNetwork(
                                goal.project(),
                                slot.service().name(),
                                container.id(),
                                slot.finalName(),
                                key,
                                "the service is in it"));
            }
        }
    }

    private String cause(Slot slot) {
        if (slot.predecessor().isEmpty()) {
            return "there is none";
        }
        var old = slot.predecessor().get();
        if (old.specHash() == null) {
            return "Towline did not create " + old.name();
        }
        var wanted = goal.project().image(slot.service()).imageId();
        return old.imageId().equals(wanted)
                ? "the service's definition changed"
                : "image: " + old.imageId().abbreviated() + " -> " + wanted.abbreviated();
    }
}

package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.ConnectNetwork;
import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.plan.Step.CreateNetwork;
import dev.towline.agent.plan.Step.CreateVolume;
import dev.towline.agent.plan.Step.DisconnectNetwork;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
            if (observed.volumes().containsKey(volume.name())) {
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
                .filter(goal::foreign)
                .map(ObservedContainer::name)
                .forEach(it -> foreignName(it, slot));
        observed.surroundings().strangers().forEach(it -> foreignName(it.name(), slot));
        if (slot.match().isEmpty()) {
            Rivals.of(slot, goal, slots, observed).foreign().forEach(draft::block);
        }
    }

    private void foreignName(String name, Slot slot) {
        if (name.equals(slot.finalName())) {
            draft.block("somebody else's container is called " + name);
        }
    }

    private void container(Slot slot) {
        if (slot.match().isPresent()) {
            connect(slot, slot.match().get());
        } else if (slot.joined().isPresent()) {
            create(slot, slot.joined().get());
        } else {
            unjoined(slot);
        }
    }

    // Where the other container is about to be created, this one follows at the next look.
    private void unjoined(Slot slot) {
        for (var other : slot.service().joins()) {
            var service = goal.project().services().get(other);
            if (service == null || service.scale() == 0) {
                draft.block(
                        slot.finalName() + " shares with " + other + ", which has no container");
            }
        }
    }

    private void create(Slot slot, Map<String, String> joined) {
        var pin = goal.project().image(slot.service());
        var now = observed.images().get(pin.reference());
        var tagHolds = now != null && now.imageId().equals(pin.imageId());
        draft.add(
                new CreateContainer(
                        goal.project(),
                        goal.origin(),
                        slot.service().name(),
                        slot.number(),
                        freeName(slot),
                        slot.finalName(),
                        tagHolds ? pin.reference() : pin.imageId().value(),
                        goal.stage() == Stage.TRIAL ? RestartPolicy.NO : slot.service().restart(),
                        Carried.volumes(goal.project(), slot),
                        joined,
                        Differences.cause(goal.project(), slot)));
    }

    // The usual mark may be taken too: by what was made for another container to share with, or by
    // what the engine could not remove.
    private String freeName(Slot slot) {
        return Stream.concat(
                        Stream.of(slot.finalName()), Names.nexts(slot.finalName(), slot.hash()))
                .filter(name ->
                        observed.containers().stream().noneMatch(it -> it.name().equals(name)))
                .findFirst()
                .orElseThrow();
    }

    // A network that is to be made anew is connected to afterwards.
    private void connect(Slot slot, ObservedContainer container) {
        var changed = Remaking.changed(goal.project(), observed);
        for (var key : slot.service().networks()) {
            var network = goal.project().networks().get(key);
            var seen = network == null ? null : observed.networks().get(network.name());
            if (network == null || seen == null || changed.contains(network)) {
                continue;
            }
            var attached = container.networks().get(network.name());
            if (attached != null && !attached.isEmpty() && !attached.equals(seen.id())) {
                draft.add(
                        new DisconnectNetwork(
                                network.name(),
                                container.id(),
                                container.name(),
                                "it is another network than it was"));
                attached = null;
            }
            if (attached == null) {
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
}

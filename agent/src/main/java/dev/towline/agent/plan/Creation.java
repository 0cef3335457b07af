package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.ConnectNetwork;
import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.plan.Step.CreateNetwork;
import dev.towline.agent.plan.Step.CreateVolume;
import dev.towline.agent.plan.Step.DisconnectNetwork;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.VolumeSpec;
import java.util.ArrayList;
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
        goal.project().networks().values().forEach(this::network);
        goal.project().volumes().values().forEach(this::volume);
        slots.forEach(it -> obstacles(it, slots).forEach(draft::block));
        if (draft.idle()) {
            slots.forEach(this::container);
        }
    }

    /// For each of these places what can be made for it, whatever becomes of the others.
    void planEach(List<Slot> slots) {
        networksOf(slots).forEach(this::network);
        volumesOf(slots).forEach(this::volume);
        slots.stream()
                .filter(it -> it.match().isPresent() || !lacksExternal(it))
                .forEach(this::container);
    }

    private List<NetworkSpec> networksOf(List<Slot> slots) {
        return goal.project().networks().values().stream()
                .filter(it -> slots.stream().anyMatch(slot -> Uses.of(slot.service(), it)))
                .toList();
    }

    private List<VolumeSpec> volumesOf(List<Slot> slots) {
        return goal.project().volumes().values().stream()
                .filter(it -> slots.stream().anyMatch(slot -> Uses.of(slot.service(), it)))
                .toList();
    }

    private boolean lacksExternal(Slot slot) {
        return networksOf(List.of(slot)).stream().anyMatch(it -> it.external() && !exists(it))
                || volumesOf(List.of(slot)).stream().anyMatch(it -> it.external() && !exists(it));
    }

    private boolean exists(NetworkSpec network) {
        return observed.networks().containsKey(network.name());
    }

    private boolean exists(VolumeSpec volume) {
        return observed.volumes().containsKey(volume.name());
    }

    private void network(NetworkSpec network) {
        if (exists(network)) {
            return;
        }
        if (network.external()) {
            draft.block("the external network " + network.name() + " does not exist");
        } else {
            draft.add(new CreateNetwork(goal.project(), network, "it does not exist"));
        }
    }

    private void volume(VolumeSpec volume) {
        if (exists(volume)) {
            return;
        }
        if (volume.external()) {
            draft.block("the external volume " + volume.name() + " does not exist");
        } else {
            draft.add(new CreateVolume(goal.project(), volume, "it does not exist"));
        }
    }

    /// What of others is in the way of a place. Found now, it costs nothing; found when the
    /// container is to be started, half a deployment.
    List<String> obstacles(Slot slot, List<Slot> slots) {
        var obstacles = new ArrayList<String>();
        observed.containers().stream()
                .filter(it -> goal.foreign(it) || goal.theirs(it))
                .filter(it -> slots.stream().noneMatch(place -> place.matches(it)))
                .map(ObservedContainer::name)
                .forEach(it -> foreignName(it, slot, obstacles));
        observed.surroundings().strangers().forEach(it -> foreignName(it.name(), slot, obstacles));
        if (slot.match().isEmpty()) {
            obstacles.addAll(Rivals.of(slot, goal, slots, observed).foreign());
        }
        return obstacles;
    }

    private static void foreignName(String name, Slot slot, List<String> obstacles) {
        if (name.equals(slot.finalName())) {
            obstacles.add("somebody else's container is called " + name);
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
            if (service == null || service.scale() == 0 || neverMadeAgain(service)) {
                draft.block(
                        slot.finalName() + " shares with " + other + ", which has no container");
            }
        }
    }

    private boolean neverMadeAgain(ServiceSpec service) {
        return goal.stage().betweenDeployments() && OneShots.awaited(goal.project(), service);
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
                        slot.others().isEmpty()
                                ? CreateContainer.Place.FREE
                                : CreateContainer.Place.TAKEN,
                        Differences.cause(goal.project(), slot)));
    }

    // With hooks to run after its start it has not taken the place as long as they have not run.
    private String freeName(Slot slot) {
        return Launch.hooked(slot.service())
                ? Names.next(slot, observed)
                : Names.free(slot, observed);
    }

    // A network that is to be made anew is connected to afterwards.
    private void connect(Slot slot, ObservedContainer container) {
        var changed = Remaking.changed(goal.project(), observed);
        for (var key : slot.service().networks()) {
            var network = goal.project().networks().get(key);
            var seen = network == null ? null : observed.networks().get(network.name());
            if (network != null && seen != null && !changed.contains(network)) {
                connect(slot, container, key, seen);
            }
        }
    }

    private void connect(
            Slot slot, ObservedContainer container, String key, ObservedNetwork network) {
        var attached = container.networks().get(network.name());
        if (attached != null && (attached.isEmpty() || attached.equals(network.id()))) {
            return;
        }
        var stale = attached != null;
        if (stale && goal.stage().betweenDeployments() && container.running()) {
            draft.block(container.name() + " is in an older network " + network.name());
            return;
        }
        if (stale) {
            draft.add(
                    new DisconnectNetwork(
                            network.name(),
                            container.id(),
                            container.name(),
                            "it is another network than it was"));
        }
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

package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The running containers of the project that hold what a container is about to get, and that are
/// not as they should be: a volume that they write to, a port of the host, an address.
///
/// Two servers on one data folder do not refuse each other from within containers; they lose
/// acknowledged rows. A port or an address the engine refuses, but only at the start, when the old
/// container is stopped already.
///
/// @param ours the ones that may be stopped
/// @param foreign the others, in words: why the start must not happen
record Rivals(List<ObservedContainer> ours, List<String> foreign) {

    static Rivals of(Slot slot, Goal goal, List<Slot> slots, ObservedProject seen) {
        var desired = goal.project();
        var claim =
                new Claim(writableSources(slot, desired), HostPlaces.of(slot.service(), desired));
        var others =
                seen.containers().stream()
                        .filter(ObservedContainer::running)
                        .filter(it -> slots.stream().noneMatch(place -> place.matches(it)))
                        .toList();
        return new Rivals(
                others.stream()
                        .filter(it -> claim.held(it).isPresent() && !leftAlone(it, goal))
                        .toList(),
                others.stream()
                        .filter(it -> leftAlone(it, goal))
                        .flatMap(it ->
                                claim.held(it).stream()
                                        .map(what -> it.name() + " " + what + slot.finalName()))
                        .toList());
    }

    private static boolean leftAlone(ObservedContainer container, Goal goal) {
        return goal.foreign(container) || goal.theirs(container);
    }

    /// What a container is about to get for itself.
    private record Claim(Set<String> volumes, HostPlaces places) {

        Optional<String> held(ObservedContainer container) {
            if (writesToAny(container, volumes)) {
                return Optional.of("writes to a volume of ");
            }
            return places.heldBy(container)
                    ? Optional.of("holds a port or address of ")
                    : Optional.empty();
        }
    }

    private static Set<String> writableSources(Slot slot, DesiredProject desired) {
        var declared =
                slot.service().mounts().stream()
                        .filter(it -> !it.readOnly())
                        .map(it -> source(it, desired))
                        .filter(Objects::nonNull);
        var carried =
                slot.match().stream()
                        .flatMap(it -> it.mounts().stream())
                        .filter(it -> !it.readOnly() && it.volume())
                        .map(ObservedMount::source);
        return Stream.concat(declared, carried).collect(Collectors.toSet());
    }

    // A bind source of ours may well be shared, as a socket or a folder of logs is: only volumes
    // have one owner.
    private static @Nullable String source(MountSpec mount, DesiredProject desired) {
        var volume = mount.source() == null ? null : desired.volumes().get(mount.source());
        return mount.type() == MountSpec.Type.VOLUME && volume != null ? volume.name() : null;
    }

    private static boolean writesToAny(ObservedContainer container, Set<String> sources) {
        return container.mounts().stream()
                .anyMatch(it -> it.volume() && !it.readOnly() && sources.contains(it.source()));
    }
}

package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The running containers of the project that write to a volume which a container is about to get,
/// and that are not as they should be.
///
/// Two servers on one data folder do not refuse each other from within containers; they lose
/// acknowledged rows.
///
/// @param ours the ones that may be stopped
/// @param foreign the others, in words: why the start must not happen
record Rivals(List<ObservedContainer> ours, List<String> foreign) {

    static Rivals of(Slot slot, DesiredProject desired, List<Slot> slots, ObservedProject seen) {
        var sources = writableSources(slot, desired);
        var rivals =
                seen.containers().stream()
                        .filter(ObservedContainer::running)
                        .filter(it -> slots.stream().noneMatch(place -> isMatch(it, place)))
                        .filter(it -> writesToAny(it, sources))
                        .toList();
        return new Rivals(
                rivals.stream().filter(it -> mayStop(it, slots)).toList(),
                rivals.stream()
                        .filter(it -> !mayStop(it, slots))
                        .map(it -> it.name() + " writes to a volume of " + slot.finalName())
                        .toList());
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

    private static boolean isMatch(ObservedContainer container, Slot slot) {
        return slot.match().map(it -> it.id().equals(container.id())).orElse(false);
    }

    private static boolean mayStop(ObservedContainer container, List<Slot> slots) {
        return Slots.ours(container)
                || slots.stream()
                        .flatMap(it -> it.others().stream())
                        .anyMatch(it -> it.id().equals(container.id()));
    }
}

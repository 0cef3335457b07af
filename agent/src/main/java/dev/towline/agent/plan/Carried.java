package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Joins;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What becomes of a container's volumes when another one takes its place. Volumes that the engine
/// named have no name in the compose file: the new container gets them only if they are carried.
public final class Carried {
    private Carried() {}

    /// The volumes that the replacement mounts where its predecessor had them.
    static List<ObservedMount> volumes(DesiredProject desired, Slot slot) {
        return slot.predecessor().stream()
                .flatMap(it -> it.mounts().stream())
                .filter(it -> it.volume() && unnamedAt(desired, slot.service(), it.target()))
                .toList();
    }

    /// Why a service would lose sight of its data, one line for each place; empty when none would.
    ///
    /// A service's path may not get another volume or another bind source than its container has
    /// now, and a volume that the engine named may not be left behind.
    public static List<String> losses(DesiredProject desired, ObservedProject observed) {
        return found(desired, observed).stream().map(Loss::text).toList();
    }

    /// A place of a service that would get something else than it has.
    record Loss(ServiceSpec service, ObservedMount mounted, String text) {}

    static List<Loss> found(DesiredProject desired, ObservedProject observed) {
        var losses = new ArrayList<Loss>();
        for (var slot : Slots.of(desired, observed)) {
            var others = ofJoined(slot.service(), observed);
            current(slot)
                    .ifPresent(it -> losses.addAll(losses(desired, slot.service(), it, others)));
        }
        return List.copyOf(losses);
    }

    /// What the containers of the services have mounted whose volumes a service shares.
    private static Set<String> ofJoined(ServiceSpec service, ObservedProject observed) {
        var joined = Joins.of(service.canonical());
        return observed.containers().stream()
                .filter(it -> joined.contains(it.service()))
                .flatMap(it -> it.mounts().stream())
                .map(ObservedMount::source)
                .collect(Collectors.toSet());
    }

    private static Optional<ObservedContainer> current(Slot slot) {
        return slot.match().isPresent() ? slot.match() : slot.predecessor();
    }

    private static List<Loss> losses(
            DesiredProject desired,
            ServiceSpec service,
            ObservedContainer container,
            Set<String> ofJoined) {
        return container.mounts().stream()
                .filter(it -> it.volume() || it.type().equals("bind"))
                .filter(it -> !(ofJoined.contains(it.source()) && declaresNone(service, it)))
                .filter(it -> lost(desired, service, it))
                .map(it -> new Loss(service, it, words(desired, service, container, it)))
                .toList();
    }

    private static String words(
            DesiredProject desired,
            ServiceSpec service,
            ObservedContainer container,
            ObservedMount mounted) {
        return service.name()
                + ": "
                + mounted.target()
                + " of container "
                + container.name()
                + " is the "
                + mounted.type()
                + " "
                + mounted.source()
                + ", and would be "
                + wanted(desired, service, mounted.target());
    }

    static boolean lost(DesiredProject desired, ServiceSpec service, ObservedMount mounted) {
        if (mounted.volume() && unnamedAt(desired, service, mounted.target())) {
            return false;
        }
        var wanted = mountAt(service, mounted.target());
        return wanted.isEmpty()
                ? mounted.anonymousVolume()
                : !source(desired, wanted.get()).equals(mounted.source());
    }

    private static boolean declaresNone(ServiceSpec service, ObservedMount mounted) {
        return mountAt(service, mounted.target()).isEmpty();
    }

    static String wanted(DesiredProject desired, ServiceSpec service, String target) {
        return mountAt(service, target)
                .map(it -> it.type() == MountSpec.Type.TMPFS ? "a tmpfs" : words(desired, it))
                .orElse("mounted no more");
    }

    private static String words(DesiredProject desired, MountSpec mount) {
        return "the " + mount.type().name().toLowerCase(Locale.ROOT) + " " + source(desired, mount);
    }

    private static boolean unnamedAt(DesiredProject desired, ServiceSpec service, String target) {
        var mount = mountAt(service, target);
        return mount.isEmpty()
                ? desired.image(service).declaredVolumes().contains(target)
                : mount.get().type() == MountSpec.Type.VOLUME && mount.get().source() == null;
    }

    private static Optional<MountSpec> mountAt(ServiceSpec service, String target) {
        return service.mounts().stream().filter(it -> it.target().equals(target)).findFirst();
    }

    private static String source(DesiredProject desired, MountSpec mount) {
        var source = mount.source();
        if (source == null) {
            return "";
        }
        var volume = desired.volumes().get(source);
        return mount.type() == MountSpec.Type.VOLUME && volume != null ? volume.name() : source;
    }
}

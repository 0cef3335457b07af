package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.CreateContainer;
import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedVolume;
import dev.towline.agent.project.VolumeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// The volumes of the fake engine, and what containers mount. None is ever removed.
final class FakeVolumes {
    private final Map<String, ObservedVolume> volumes = new TreeMap<>();
    private final IntSupplier ids;

    FakeVolumes(IntSupplier ids) {
        this.ids = ids;
    }

    void create(VolumeSpec volume, DesiredProject project) {
        volumes.putIfAbsent(
                volume.name(),
                new ObservedVolume(
                        volume.name(),
                        project.name(),
                        ConfigHash.of(volume),
                        volume.canonical().path("driver").asText("local"),
                        Map.of(),
                        Map.of()));
    }

    void put(ObservedVolume volume) {
        volumes.put(volume.name(), volume);
    }

    Set<String> names() {
        return Set.copyOf(volumes.keySet());
    }

    Map<String, ObservedVolume> all() {
        return Map.copyOf(volumes);
    }

    /// What a new container mounts; anonymous volumes are made for it.
    List<ObservedMount> mounts(CreateContainer step) {
        var service = step.project().service(step.service());
        var byTarget = new LinkedHashMap<String, ObservedMount>();
        for (var target : step.project().image(service).declaredVolumes()) {
            byTarget.put(target, anonymous(target));
        }
        for (var mount : service.mounts()) {
            byTarget.put(mount.target(), mount(step.project(), mount));
        }
        for (var carried : step.carried()) {
            var replaced = byTarget.put(carried.target(), carried);
            refuseUnless(
                    replaced == null || replaced.anonymousVolume(),
                    "duplicate mount point " + carried.target());
        }
        byTarget.values().stream()
                .filter(ObservedMount::volume)
                .forEach(it -> volumes.putIfAbsent(it.source(), unlabelled(it.source())));
        return new ArrayList<>(byTarget.values());
    }

    private ObservedMount mount(DesiredProject project, MountSpec mount) {
        var source = mount.source();
        if (mount.type() == MountSpec.Type.VOLUME && source == null) {
            return anonymous(mount.target());
        }
        var volume = source == null ? null : project.volumes().get(source);
        var named = mount.type() == MountSpec.Type.VOLUME && volume != null;
        if (named) {
            refuseUnless(volumes.containsKey(volume.name()), "no volume " + volume.name());
        }
        return new ObservedMount(
                mount.type().name().toLowerCase(Locale.ROOT),
                named ? volume.name() : source == null ? "" : source,
                mount.target(),
                mount.readOnly());
    }

    private ObservedMount anonymous(String target) {
        return new ObservedMount(
                "volume", "%032x%032x".formatted(ids.getAsInt(), 1), target, false);
    }

    private static ObservedVolume unlabelled(String name) {
        return new ObservedVolume(name, null, null, "local", Map.of(), Map.of());
    }

    private static void refuseUnless(boolean possible, String message) {
        if (!possible) {
            throw new IllegalStateException("refused: " + message);
        }
    }
}

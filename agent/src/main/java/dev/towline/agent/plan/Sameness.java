package dev.towline.agent.plan;

import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.SpecHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a container is what a service wants.
///
/// One of ours says so by its label. One that Compose made is left alone if any version of Compose
/// would leave it, it runs the wanted image, mounts what it should, and sees the tracked files as
/// they are on disk now: a file that was replaced after its start is still the old one in it.
///
/// @param joined by service, the ids of the containers that it must share with; empty as long as
///   one of them does not exist
record Sameness(
        DesiredProject desired,
        ObservedProject observed,
        ServiceSpec service,
        String hash,
        Optional<Map<String, String>> joined) {

    static Sameness of(
            DesiredProject desired,
            ObservedProject observed,
            ServiceSpec service,
            Optional<Map<String, String>> joined) {
        return new Sameness(desired, observed, service, SpecHash.of(desired, service), joined);
    }

    boolean holds(ObservedContainer container) {
        if (!container.state().usable() || !joins(container)) {
            return false;
        }
        return container.specHash() != null
                ? hash.equals(container.specHash())
                : madeByComposeAlike(container);
    }

    /// The tracked files that a running container, made by Compose, sees in an older state.
    List<String> newer(ObservedContainer container) {
        var newer = new ArrayList<String>();
        if (container.state() instanceof Running running) {
            for (var bind : binds()) {
                var changed = observed.surroundings().changed().get(bind.source());
                if (changed != null && changed.isAfter(running.since())) {
                    newer.add(String.valueOf(bind.source()));
                }
            }
        }
        return newer;
    }

    private boolean joins(ObservedContainer container) {
        return joined.map(it -> container.definition().joined().containsAll(it.values()))
                .orElse(false);
    }

    private boolean madeByComposeAlike(ObservedContainer container) {
        var label = container.definition().configHash();
        return label != null
                && container.imageId().equals(desired.image(service).imageId())
                && ConfigHash.ofAnyVersion(service, joined.orElseThrow()).contains(label)
                && mountsAll(container)
                && newer(container).isEmpty();
    }

    private boolean mountsAll(ObservedContainer container) {
        var volumes =
                service.mounts().stream().filter(it -> it.type() == MountSpec.Type.VOLUME).toList();
        return binds().stream().allMatch(it -> mounted(it, container))
                && volumes.stream().allMatch(it -> mounted(it, container));
    }

    private boolean mounted(MountSpec mount, ObservedContainer container) {
        return container.mounts().stream()
                .filter(it -> it.target().equals(mount.target()))
                .anyMatch(it -> it.readOnly() == mount.readOnly() && sameSource(mount, it));
    }

    private boolean sameSource(MountSpec mount, ObservedMount mounted) {
        if (mount.type() == MountSpec.Type.BIND) {
            return mounted.type().equals("bind") && mounted.source().equals(mount.source());
        }
        var volume = mount.source() == null ? null : desired.volumes().get(mount.source());
        return mounted.volume() && (volume == null || volume.name().equals(mounted.source()));
    }

    private List<MountSpec> binds() {
        var binds = new ArrayList<MountSpec>();
        service.mounts().stream()
                .filter(it -> it.type() == MountSpec.Type.BIND)
                .forEach(binds::add);
        for (var grant : FileGrant.of(desired, service)) {
            var file = grant.file().file();
            if (file != null) {
                binds.add(new MountSpec(MountSpec.Type.BIND, file, grant.target(), true));
            }
        }
        return binds;
    }
}

package dev.towline.agent.plan;

import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.VolumeSpec;

/// Whether a service uses a network or a named volume of the project.
final class Uses {
    private Uses() {}

    static boolean of(ServiceSpec service, NetworkSpec network) {
        return service.networks().contains(network.key());
    }

    static boolean of(ServiceSpec service, VolumeSpec volume) {
        return service.mounts().stream()
                .anyMatch(it ->
                        it.type() == MountSpec.Type.VOLUME && volume.key().equals(it.source()));
    }
}

package dev.towline.agent.project;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the engine showed of a project, all at about one moment.
///
/// @param images by reference, the local images that the project's references mean now
/// @param networks by name, the networks of the desired project that exist
/// @param volumes by name, the volumes of the desired project that exist
/// @param publishedPorts the host's ports that the project's running containers publish
/// @param containers every container with the project's label, one-offs left out
/// @param surroundings what else there is
public record ObservedProject(
        Map<String, ImagePin> images,
        Map<String, ObservedNetwork> networks,
        Map<String, ObservedVolume> volumes,
        Set<Integer> publishedPorts,
        List<ObservedContainer> containers,
        Surroundings surroundings) {
    public ObservedProject {
        images = Map.copyOf(images);
        networks = Map.copyOf(networks);
        volumes = Map.copyOf(volumes);
        publishedPorts = Set.copyOf(publishedPorts);
        containers = List.copyOf(containers);
    }

    /// The same with other containers.
    public ObservedProject with(List<ObservedContainer> others) {
        return new ObservedProject(images, networks, volumes, publishedPorts, others, surroundings);
    }

    public List<ObservedContainer> containers(String service, int number) {
        return containers.stream()
                .filter(it -> it.service().equals(service) && it.number() == number)
                .toList();
    }
}

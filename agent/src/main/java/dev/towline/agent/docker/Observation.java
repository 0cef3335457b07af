package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.VolumeSpec;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at a project: one list of each kind, one inspect for each container and image.
///
/// The engine's name filters match parts of names, so every name is compared again.
final class Observation {
    private final EngineApi api;

    Observation(EngineApi api) {
        this.api = api;
    }

    ObservedProject of(DesiredProject desired) throws EngineException {
        try {
            return read(desired);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new EngineException.Silent(
                    "the engine's answer is not understood: " + e.getMessage(), e);
        }
    }

    private ObservedProject read(DesiredProject desired) throws EngineException {
        var listed = listed(desired.name());
        return new ObservedProject(
                images(desired),
                networks(desired.networks().values().stream().map(NetworkSpec::name).toList()),
                volumes(desired.volumes().values().stream().map(VolumeSpec::name).toList()),
                publishedPorts(listed),
                containers(listed));
    }

    /// The local image that a reference means now.
    Optional<ImagePin> image(String reference) throws EngineException {
        return api.find(EnginePath.image(reference)).map(it -> ImageReading.of(reference, it));
    }

    private Map<String, ImagePin> images(DesiredProject desired) throws EngineException {
        var images = new HashMap<String, ImagePin>();
        for (var service : desired.services().values()) {
            if (!images.containsKey(service.image())) {
                image(service.image()).ifPresent(it -> images.put(service.image(), it));
            }
        }
        return images;
    }

    private Map<String, ObservedNetwork> networks(List<String> names) throws EngineException {
        var found = new HashMap<String, ObservedNetwork>();
        if (names.isEmpty()) {
            return found;
        }
        for (var it : api.get(EnginePath.list("/networks", Map.of("name", names)))) {
            var name = it.path("Name").asText();
            if (names.contains(name)) {
                found.put(name, new ObservedNetwork(it.path("Id").asText(), name));
            }
        }
        return found;
    }

    private Set<String> volumes(List<String> names) throws EngineException {
        var found = new HashSet<String>();
        if (names.isEmpty()) {
            return found;
        }
        api.get(EnginePath.list("/volumes", Map.of("name", names)))
                .path("Volumes")
                .forEach(it -> found.add(it.path("Name").asText()));
        found.retainAll(names);
        return found;
    }

    private List<JsonNode> listed(String project) throws EngineException {
        var label = Map.of("label", List.of(Labels.PROJECT + "=" + project));
        var found = new ArrayList<JsonNode>();
        for (var it : api.get(EnginePath.list("/containers/json?all=true", label))) {
            if (ofService(it.path("Labels"))) {
                found.add(it);
            }
        }
        return found;
    }

    // Only running containers have public ports.
    private static Set<Integer> publishedPorts(List<JsonNode> listed) {
        var ports = new HashSet<Integer>();
        for (var container : listed) {
            for (var port : container.path("Ports")) {
                if (port.hasNonNull("PublicPort")) {
                    ports.add(port.path("PublicPort").asInt());
                }
            }
        }
        return ports;
    }

    private List<ObservedContainer> containers(List<JsonNode> listed) throws EngineException {
        var found = new ArrayList<ObservedContainer>();
        for (var it : listed) {
            // One that vanished since the list is not there any more.
            api.find(EnginePath.container(it.path("Id").asText(), "json"))
                    .map(ContainerReading::of)
                    .ifPresent(found::add);
        }
        return found;
    }

    private static boolean ofService(JsonNode labels) {
        return labels.hasNonNull(Labels.SERVICE)
                && !labels.path(Labels.ONE_OFF).asText("").equals("True");
    }
}

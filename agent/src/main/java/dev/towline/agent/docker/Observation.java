package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ObservedVolume;
import dev.towline.agent.project.VolumeSpec;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        var listed =
                listed().stream()
                        .collect(Collectors.partitioningBy(it -> ofService(it, desired.name())));
        var own = listed.getOrDefault(true, List.of());
        return new ObservedProject(
                images(desired),
                networks(desired.networks().values().stream().map(NetworkSpec::name).toList()),
                volumes(desired.volumes().values().stream().map(VolumeSpec::name).toList()),
                Surveying.ports(own),
                containers(own),
                Surveying.of(desired, listed.getOrDefault(false, List.of())));
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
                var labels = it.path("Labels");
                found.put(
                        name,
                        new ObservedNetwork(
                                it.path("Id").asText(),
                                name,
                                labels.path(Labels.PROJECT).textValue(),
                                labels.path(Labels.CONFIG_HASH).textValue()));
            }
        }
        return found;
    }

    private Map<String, ObservedVolume> volumes(List<String> names) throws EngineException {
        var found = new HashMap<String, ObservedVolume>();
        if (names.isEmpty()) {
            return found;
        }
        api.get(EnginePath.list("/volumes", Map.of("name", names)))
                .path("Volumes")
                .forEach(it -> found.put(it.path("Name").asText(), volume(it)));
        found.keySet().retainAll(names);
        return found;
    }

    private static ObservedVolume volume(JsonNode volume) {
        var labels = volume.path("Labels");
        return new ObservedVolume(
                volume.path("Name").asText(),
                labels.path(Labels.PROJECT).textValue(),
                labels.path(Labels.CONFIG_HASH).textValue(),
                volume.path("Driver").asText("local"),
                texts(volume.path("Options")),
                texts(labels));
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
        return texts;
    }

    // Of everybody: others may hold a name, a port or a network that the project needs.
    private List<JsonNode> listed() throws EngineException {
        var found = new ArrayList<JsonNode>();
        api.get(EnginePath.list("/containers/json?all=true", Map.of())).forEach(found::add);
        return found;
    }

    private List<ObservedContainer> containers(List<JsonNode> listed) throws EngineException {
        var found = new ArrayList<ObservedContainer>();
        var images = new HashMap<String, JsonNode>();
        var ids = listed.stream().map(it -> it.path("Id").asText()).toList();
        for (var container : new Inspections(api).of(ids)) {
            var image = image(container.path("Image").asText(), images);
            found.add(ContainerReading.of(container, image));
        }
        return found;
    }

    private JsonNode image(String id, Map<String, JsonNode> known) throws EngineException {
        var image = known.get(id);
        if (image == null) {
            image = api.find(EnginePath.image(id)).orElse(MissingNode.getInstance());
            known.put(id, image);
        }
        return image;
    }

    private static boolean ofService(JsonNode listed, String project) {
        var labels = listed.path("Labels");
        return labels.path(Labels.PROJECT).asText("").equals(project)
                && labels.hasNonNull(Labels.SERVICE)
                && !labels.path(Labels.ONE_OFF).asText("").equals("True");
    }
}

package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A Compose project as the engine has it, past everything of Towline.
///
/// @param engine which has it
record EngineProject(String name, EngineSocket engine) {
    /// On this machine's engine.
    EngineProject(String name) {
        this(name, EngineSocket.ofThisMachine());
    }

    /// The ids of the running containers by their names.
    Map<String, String> running() {
        var running = new TreeMap<String, String>();
        containers()
                .filter(it -> it.path("State").asText().equals("running"))
                .forEach(it -> running.put(nameOf(it), it.path("Id").asText()));
        return running;
    }

    /// The names of all containers, running or not.
    List<String> names() {
        return containers().map(EngineProject::nameOf).sorted().toList();
    }

    /// The name of the first container of a service.
    String container(String service) {
        return name + "-" + service + "-1";
    }

    /// What a file in a service's container says.
    String read(String service, String path) {
        return engine.exec(container(service), "cat", path).replace("\r\n", "\n");
    }

    /// The names of the files in a folder of a service's container.
    List<String> list(String service, String folder) {
        return engine.exec(container(service), "ls", "-1", folder)
                .lines()
                .map(String::strip)
                .toList();
    }

    /// The volumes that more than one container had while it ran, of those that run now.
    List<SharedVolume> sharedVolumes() {
        var owners = new TreeMap<String, List<JsonNode>>();
        containers()
                .filter(it -> it.path("State").asText().equals("running"))
                .forEach(it ->
                        volumes(it)
                                .forEach(volume ->
                                        owners.computeIfAbsent(volume, _ -> new ArrayList<>())
                                                .add(it)));
        return owners.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .map(it -> SharedVolume.of(it.getKey(), it.getValue(), engine))
                .filter(SharedVolume::atTheSameTime)
                .toList();
    }

    private static List<String> volumes(JsonNode container) {
        return StreamSupport.stream(container.path("Mounts").spliterator(), false)
                .filter(it -> it.path("Type").asText().equals("volume"))
                .map(it -> it.path("Name").asText())
                .toList();
    }

    /// The images that the running containers were made from, by the container's name.
    Map<String, String> images() {
        var images = new TreeMap<String, String>();
        containers()
                .filter(it -> it.path("State").asText().equals("running"))
                .forEach(it -> images.put(nameOf(it), it.path("Image").asText()));
        return images;
    }

    /// What the registries call the image that a service's container was made from, as in
    /// `127.0.0.1:5000/demo-api@sha256:…`.
    List<String> digests(String service) {
        var image = images().get(container(service));
        var names = engine.get("/images/" + image + "/json").path("RepoDigests");
        return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
    }

    /// The names of its volumes.
    List<String> volumes() {
        return StreamSupport.stream(engine.get("/volumes").path("Volumes").spliterator(), false)
                .filter(it ->
                        it.path("Labels")
                                .path("com.docker.compose.project")
                                .asText("")
                                .equals(name))
                .map(it -> it.path("Name").asText())
                .sorted()
                .toList();
    }

    private Stream<JsonNode> containers() {
        var filters = Json.write(Map.of("label", List.of("com.docker.compose.project=" + name)));
        var path =
                "/containers/json?all=1&filters="
                        + URLEncoder.encode(filters, StandardCharsets.UTF_8);
        return StreamSupport.stream(engine.get(path).spliterator(), false);
    }

    private static String nameOf(JsonNode container) {
        return container.path("Names").path(0).asText().substring(1);
    }
}

package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A Compose project as the engine has it, past everything of Towline.
record EngineProject(String name) {
    private static final EngineSocket ENGINE = EngineSocket.ofThisMachine();

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
        return ENGINE.exec(container(service), "cat", path).replace("\r\n", "\n");
    }

    private Stream<JsonNode> containers() {
        var filters = Json.write(Map.of("label", List.of("com.docker.compose.project=" + name)));
        var path =
                "/containers/json?all=1&filters="
                        + URLEncoder.encode(filters, StandardCharsets.UTF_8);
        return StreamSupport.stream(ENGINE.get(path).spliterator(), false);
    }

    private static String nameOf(JsonNode container) {
        return container.path("Names").path(0).asText().substring(1);
    }
}

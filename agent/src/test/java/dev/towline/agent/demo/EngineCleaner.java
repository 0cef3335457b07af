package dev.towline.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Removes from the engine what projects of the demo and of the tests left there.
///
/// Only by the exact names of projects and registries that were made up here; nothing is pruned.
final class EngineCleaner {
    private static final String PROJECT = "com.docker.compose.project=";
    private static final int PASSES = 10;

    private final EngineSocket engine;

    EngineCleaner(EngineSocket engine) {
        this.engine = engine;
    }

    /// How much was removed.
    record Removed(int containers, int networks, int volumes, int images) {
        static final Removed NOTHING = new Removed(0, 0, 0, 0);

        Removed and(Removed more) {
            return new Removed(
                    containers + more.containers,
                    networks + more.networks,
                    volumes + more.volumes,
                    images + more.images);
        }

        @Override
        public String toString() {
            return "%d containers, %d networks, %d volumes, %d images"
                    .formatted(containers, networks, volumes, images);
        }
    }

    /// Removes containers, networks and volumes of a project, until there are none: the engine may
    /// still be at what it was asked for last.
    Removed project(String name) {
        var removed = Removed.NOTHING;
        for (int pass = 0; pass < PASSES; pass++) {
            var more = once(name);
            if (more.equals(Removed.NOTHING)) {
                return removed;
            }
            removed = removed.and(more);
        }
        throw new DemoException("something goes on making containers of " + name);
    }

    /// Removes the images that came from one of the registries made here.
    Removed images(String registry) {
        var references = Stream.of("RepoTags", "RepoDigests").flatMap(this::references);
        long removed =
                references
                        .filter(it -> it.startsWith(registry + "/"))
                        .filter(it -> engine.delete("/images/" + it))
                        .count();
        return new Removed(0, 0, 0, (int) removed);
    }

    private Removed once(String project) {
        var containers = list("/containers/json?all=1&", project, "Id");
        containers.forEach(it -> engine.delete("/containers/" + it + "?force=1&v=1"));
        var networks = list("/networks?", project, "Id");
        networks.forEach(it -> engine.delete("/networks/" + it));
        var volumes = list("/volumes?", project, "Name");
        volumes.forEach(it -> engine.delete("/volumes/" + it));
        return new Removed(containers.size(), networks.size(), volumes.size(), 0);
    }

    private List<String> list(String path, String project, String key) {
        var filters = Json.write(Map.of("label", List.of(PROJECT + project)));
        var found =
                engine.get(path + "filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8));
        return stream(found.has("Volumes") ? found.path("Volumes") : found)
                .map(it -> it.path(key).asText())
                .toList();
    }

    private Stream<String> references(String key) {
        return stream(engine.get("/images/json"))
                .flatMap(image -> stream(image.path(key)))
                .map(JsonNode::asText);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

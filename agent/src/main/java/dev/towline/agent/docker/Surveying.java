package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Stranger;
import dev.towline.agent.project.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at what surrounds a project: the containers of others, and the tracked files on disk that
/// its containers have mounted. The engine is on this very machine.
final class Surveying {
    private Surveying() {}

    /// @param listed the containers that are not the project's, of `GET /containers/json`
    static Surroundings of(DesiredProject desired, List<JsonNode> listed) {
        return new Surroundings(
                changed(desired.contents().keySet()),
                listed.stream().map(Surveying::stranger).toList());
    }

    private static Map<String, Instant> changed(Set<String> sources) {
        var changed = new HashMap<String, Instant>();
        for (var source : sources) {
            try {
                var file = Path.of(source);
                if (Files.isRegularFile(file)
                        && Files.getAttribute(file, "unix:ctime") instanceof FileTime time) {
                    changed.put(source, time.toInstant());
                }
            } catch (IOException | InvalidPathException | UnsupportedOperationException _) {
                // What cannot be looked at tells nothing; the engine speaks when it mounts it.
            }
        }
        return changed;
    }

    private static Stranger stranger(JsonNode container) {
        var labels = container.path("Labels");
        var networks = new HashSet<String>();
        container
                .path("NetworkSettings")
                .path("Networks")
                .fieldNames()
                .forEachRemaining(networks::add);
        return new Stranger(
                container.path("Names").path(0).asText().replaceFirst("^/", ""),
                labels.path(Labels.PROJECT).textValue(),
                labels.path(Labels.WORKING_DIR).textValue(),
                networks,
                ports(List.of(container)));
    }

    /// The host's ports that listed containers publish; only running ones have any.
    static Set<Integer> ports(List<JsonNode> listed) {
        var ports = new ArrayList<Integer>();
        for (var container : listed) {
            for (var port : container.path("Ports")) {
                if (port.hasNonNull("PublicPort")) {
                    ports.add(port.path("PublicPort").asInt());
                }
            }
        }
        return Set.copyOf(new HashSet<>(ports));
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;

/// Where the engine keeps what is its own, as a path of the engine's host.
///
/// @param root containers, volumes and networks
/// @param images where pulled images go
public record EngineStorage(Path root, Path images) {
    /// Engines from 29 on leave their images to containerd, and do not say where it has them.
    private static final Path CONTAINERD = Path.of("/var/lib/containerd");

    /// Both, or the one that they are.
    public Set<Path> folders() {
        return root.equals(images) ? Set.of(root) : Set.of(root, images);
    }

    static EngineStorage of(JsonNode info) {
        var root = Path.of(info.path("DockerRootDir").asText());
        return new EngineStorage(root, leavesImagesToContainerd(info) ? CONTAINERD : root);
    }

    private static boolean leavesImagesToContainerd(JsonNode info) {
        for (var line : info.path("DriverStatus")) {
            if (line.path(1).asText().startsWith("io.containerd.snapshotter")) {
                return true;
            }
        }
        return false;
    }
}

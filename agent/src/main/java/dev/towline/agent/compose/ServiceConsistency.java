package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;

/// Checks that the attributes of one service fit together.
final class ServiceConsistency {
    private final Draft.Part part;
    private final JsonNode service;

    ServiceConsistency(Draft.Part part) {
        this.part = part;
        this.service = part.canonical();
    }

    /// Adds a problem for each that does not fit.
    void check() {
        image();
        build();
        if (service.has("network_mode") && service.has("networks")) {
            part.wrong("network_mode", "network_mode and networks exclude each other");
        }
        limits();
        scale();
        targets();
    }

    private void image() {
        if (!service.has("image") && !service.has("build") && !service.has("provider")) {
            part.field().wrong("has no image");
        }
    }

    private void build() {
        var build = service.path("build");
        if (build.has("dockerfile") && build.has("dockerfile_inline")) {
            part.wrong("build", "dockerfile and dockerfile_inline exclude each other");
        }
        var platform = service.path("platform");
        var platforms = build.path("platforms");
        if (service.has("platform")
                && !platforms.isEmpty()
                && platforms.valueStream().noneMatch(platform::equals)) {
            part.wrong("platform", platform.asText() + " is not one of build.platforms");
        }
    }

    // What is not written under `deploy` beside its neighbours counts as 0 there.
    private void limits() {
        var resources = service.path("deploy").path("resources");
        same("cpus", resources.path("limits"), "limits.cpus");
        same("mem_limit", resources.path("limits"), "limits.memory");
        same("pids_limit", resources.path("limits"), "limits.pids");
        same("mem_reservation", resources.path("reservations"), "reservations.memory");
    }

    private void same(String key, JsonNode deployed, String path) {
        var other = deployed.path(path.substring(path.indexOf('.') + 1));
        if (service.has(key)
                && !deployed.isMissingNode()
                && !service.path(key).asText().equals(other.asText())) {
            part.wrong(key, key + " and deploy.resources." + path + " must not differ");
        }
    }

    private void scale() {
        var replicas = service.path("deploy").path("replicas");
        var scale = service.has("scale") ? service.path("scale") : replicas;
        if (!(replicas instanceof MissingNode) && scale.asInt() != replicas.asInt()) {
            part.wrong("scale", "scale and deploy.replicas must not differ");
        }
        if (scale.asInt(1) > 1 && service.has("container_name")) {
            part.wrong("container_name", scale.asInt() + " containers cannot have one name");
        }
    }

    private void targets() {
        Set<String> seen = new HashSet<>();
        service.path("tmpfs").forEach(it -> mounted("tmpfs", seen, target(it.asText())));
        service.path("volumes").forEach(it -> mounted("volumes", seen, it.path("target").asText()));
    }

    private void mounted(String attribute, Set<String> seen, String target) {
        if (!seen.add(target)) {
            part.wrong(attribute, "two mounts have the target " + target);
        }
    }

    private static String target(String tmpfs) {
        var colon = tmpfs.indexOf(':');
        return colon < 0 ? tmpfs : tmpfs.substring(0, colon);
    }
}

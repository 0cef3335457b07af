package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.ids.ImageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the engine's view of a container. Pure.
final class ContainerReading {
    private final JsonNode container;
    private final JsonNode image;
    private final JsonNode labels;

    private ContainerReading(JsonNode container, JsonNode image) {
        this.container = container;
        this.image = image;
        this.labels = container.path("Config").path("Labels");
    }

    /// Reads the answers of `GET /containers/{id}/json` and `GET /images/{id}/json`.
    ///
    /// @param image missing where the image is gone
    static ObservedContainer of(JsonNode container, JsonNode image) {
        return new ContainerReading(container, image).read();
    }

    private ObservedContainer read() {
        var networks = new HashMap<String, String>();
        container
                .path("NetworkSettings")
                .path("Networks")
                .properties()
                .forEach(it ->
                        networks.put(it.getKey(), it.getValue().path("NetworkID").asText("")));
        return new ObservedContainer(
                container.path("Id").asText(),
                container.path("Name").asText().replaceFirst("^/", ""),
                labels.path(Labels.SERVICE).asText(""),
                number(labels.path(Labels.NUMBER).asText("")),
                labels.path(Labels.SPEC).textValue(),
                origin(),
                new ImageDigest(container.path("Image").asText()),
                state(container.path("State")),
                container.path("RestartCount").asInt(0),
                Instant.parse(container.path("Created").asText()),
                restart(container.path("HostConfig").path("RestartPolicy")),
                mounts(),
                networks,
                DefinitionReading.of(container, image));
    }

    private static int number(String label) {
        try {
            return Integer.parseInt(label);
        } catch (NumberFormatException e) {
            // Containers that others made for a service may lack it.
            return 1;
        }
    }

    // A label is only a text that anybody may have written: what is no origin is no origin.
    private @Nullable Origin origin() {
        try {
            var sha = labels.path(Labels.SHA).textValue();
            return labels.hasNonNull(Labels.ENVIRONMENT)
                    ? new Origin(
                            new EnvironmentName(labels.path(Labels.ENVIRONMENT).asText()),
                            new Generation(Long.parseLong(labels.path(Labels.GENERATION).asText())),
                            sha == null ? null : new CommitSha(sha))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ContainerState state(JsonNode state) {
        var exitCode = state.path("ExitCode").asInt(0);
        return switch (state.path("Status").asText()) {
            case "created" -> new ContainerState.Created();
            case "running" ->
                    new ContainerState.Running(
                            health(state.path("Health").path("Status").asText("")),
                            Instant.parse(state.path("StartedAt").asText()));
            case "restarting" -> new ContainerState.Restarting(exitCode);
            case "paused" -> new ContainerState.Paused();
            case "exited" ->
                    new ContainerState.Exited(exitCode, state.path("OOMKilled").asBoolean(false));
            case "dead" -> new ContainerState.Dead();
            default -> new ContainerState.Gone();
        };
    }

    private static Health health(String status) {
        return switch (status) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    private static RestartPolicy restart(JsonNode policy) {
        var name = policy.path("Name").asText("");
        return name.isEmpty()
                ? RestartPolicy.NO
                : new RestartPolicy(name, policy.path("MaximumRetryCount").asInt(0));
    }

    private List<ObservedMount> mounts() {
        var mounts = new ArrayList<ObservedMount>();
        container.path("Mounts").forEach(it -> mounts.add(mount(it)));
        return mounts;
    }

    private static ObservedMount mount(JsonNode mount) {
        var type = mount.path("Type").asText("");
        return new ObservedMount(
                type,
                mount.path(type.equals("volume") ? "Name" : "Source").asText(""),
                mount.path("Destination").asText(),
                !mount.path("RW").asBoolean(true));
    }
}

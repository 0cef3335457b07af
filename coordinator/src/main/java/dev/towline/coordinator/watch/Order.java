package dev.towline.coordinator.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an environment should be: one generation's order, as it was given. Never changes; what is
/// defined anew for the environment comes with its next generation.
///
/// @param acceptVolumeChange the volumes and mounts that a service may lose sight of
/// @param terms what it asks of the agents beyond the commit
/// @param overrides the rules of the policy that were set aside
/// @param approvedBy the second person; null: none was asked for
public record Order(
        EnvironmentName environment,
        Generation generation,
        CommitSha sha,
        String repository,
        String branch,
        @Nullable JsonNode stack,
        boolean forced,
        String requestedBy,
        String reason,
        Instant requestedAt,
        List<String> acceptVolumeChange,
        Terms terms,
        List<String> overrides,
        @Nullable String approvedBy) {
    public Order {
        acceptVolumeChange = List.copyOf(acceptVolumeChange);
        overrides = List.copyOf(overrides);
    }

    public DeploymentId deployment() {
        return DeploymentId.of(environment, generation);
    }
}

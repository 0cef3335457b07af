package dev.towline.coordinator.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.policy.EnvironmentPolicy;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an environment is defined.
///
/// @param stack the stack descriptor for commits that carry none
/// @param policy what its deployments are held to
public record Environment(
        EnvironmentName name,
        String repository,
        String branch,
        @Nullable JsonNode stack,
        PolicyDocument policy,
        Instant createdAt,
        Instant updatedAt) {
    public EnvironmentPolicy rules() {
        return policy.rules();
    }

    /// How releases go over the VMs; empty: to all at once.
    public Optional<Plan> rollout() {
        return policy.plan();
    }
}

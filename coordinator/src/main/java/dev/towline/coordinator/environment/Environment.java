package dev.towline.coordinator.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an environment is defined.
///
/// @param stack the stack descriptor for commits that carry none
/// @param confirmation the word that a deployment is confirmed with
public record Environment(
        EnvironmentName name,
        String repository,
        String branch,
        @Nullable JsonNode stack,
        String confirmation,
        Instant createdAt,
        Instant updatedAt) {}

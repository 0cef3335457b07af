package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A deployment on one VM.
///
/// @param phase the last one that was begun
/// @param outcome null until it has ended there
/// @param warning what was let pass; null: nothing
record VmDeployment(
        AgentId agent,
        @Nullable Phase phase,
        @Nullable Outcome outcome,
        String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning) {}

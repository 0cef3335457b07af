package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.rollout.VmProgress;
import dev.towline.ids.AgentId;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A deployment on one VM.
///
/// @param phase the last one that was begun
/// @param outcome null until it has ended there
/// @param skipped it was away when it would have been its turn, and has not begun since
/// @param warning what was let pass; null: nothing
record VmDeployment(
        AgentId agent,
        @Nullable Phase phase,
        @Nullable Outcome outcome,
        String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
        @JsonIgnore boolean skipped) {

    VmProgress progress() {
        if (outcome != null) {
            return new VmProgress.Ended(outcome);
        }
        return startedAt == null ? new VmProgress.Waiting() : new VmProgress.UnderWay();
    }
}

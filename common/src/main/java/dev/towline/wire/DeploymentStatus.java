package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last deployment on this VM, under way or ended.
///
/// @param outcome null while it is under way
/// @param warning what was let pass, as a failed contract; null: nothing
public record DeploymentStatus(
        DeploymentId deployment,
        Generation generation,
        CommitSha sha,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Outcome outcome,
        String reason,
        List<PhaseStatus> phases,
        List<StepReport> steps,
        List<CheckReport> checks,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning) {
    public DeploymentStatus {
        phases = List.copyOf(phases);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
    }

    /// One in which nothing was let pass.
    public DeploymentStatus(
            DeploymentId deployment,
            Generation generation,
            CommitSha sha,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Outcome outcome,
            String reason,
            List<PhaseStatus> phases,
            List<StepReport> steps,
            List<CheckReport> checks) {
        this(
                deployment,
                generation,
                sha,
                startedAt,
                endedAt,
                outcome,
                reason,
                phases,
                steps,
                checks,
                null);
    }
}

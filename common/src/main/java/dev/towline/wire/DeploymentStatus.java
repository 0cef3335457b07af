package dev.towline.wire;

import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last deployment on this VM, under way or ended.
///
/// @param outcome null while it is under way
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
        List<CheckReport> checks) {
    public DeploymentStatus {
        phases = List.copyOf(phases);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
    }
}

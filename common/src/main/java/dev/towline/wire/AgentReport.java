package dev.towline.wire;

import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that an agent has to tell; idempotent by (agent, sequence), which only grows.
///
/// @param deployment the deployment that it is about; null for what happens between deployments
public record AgentReport(
        long sequence,
        Instant at,
        Generation generation,
        @Nullable DeploymentId deployment,
        ReportEvent event) {}

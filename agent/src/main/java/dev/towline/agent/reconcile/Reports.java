package dev.towline.agent.reconcile;

import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.ReportEvent;
import org.jspecify.annotations.Nullable;

/// Where reports go; never fails and never waits, whatever the coordinator does.
@FunctionalInterface
public interface Reports {
    void add(Generation generation, @Nullable DeploymentId deployment, ReportEvent event);
}

package dev.towline.coordinator.deployment;

import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The attempt to bring an environment to one generation: who, why, when, and what became of it.
///
/// @param state over all VMs
/// @param outcome the state once the deployment has ended; null before
/// @param message what it waits for, in words; empty where it waits for nothing
record Deployment(
        DeploymentId id,
        EnvironmentName environment,
        Generation generation,
        CommitSha sha,
        String requestedBy,
        String reason,
        boolean forced,
        Instant requestedAt,
        DeploymentState state,
        @Nullable DeploymentState outcome,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String message,
        List<VmDeployment> vms) {

    Deployment withVms(List<VmDeployment> present) {
        return new Deployment(
                id,
                environment,
                generation,
                sha,
                requestedBy,
                reason,
                forced,
                requestedAt,
                state,
                outcome,
                startedAt,
                endedAt,
                message(present),
                List.copyOf(present));
    }

    private String message(List<VmDeployment> present) {
        if (state.ended()) {
            return "";
        }
        if (present.isEmpty()) {
            return "no agent is enrolled in " + environment + "; nothing will happen until one is";
        }
        long open = present.stream().filter(vm -> vm.endedAt() == null).count();
        return "waiting for " + open + " of " + present.size() + " agents";
    }
}

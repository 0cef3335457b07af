package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.ContractBypass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The attempt to bring an environment to one generation: who, why, when, and what became of it.
///
/// @param state over all VMs
/// @param outcome the state once the deployment has ended; null before
/// @param message what it waits for, or that it was accepted with a warning; else empty
/// @param overrides the rules of the policy that were set aside
/// @param approvedBy the second person; null: none was asked for
/// @param contractBypass that it was ordered with
/// @param rollout how it goes over the VMs; null: to all at once
/// @param warnings what was let pass, each once
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> overrides,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String approvedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ContractBypass contractBypass,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RolloutView rollout,
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
                overrides,
                approvedBy,
                contractBypass,
                warnings(present),
                rollout,
                List.copyOf(present));
    }

    Deployment with(RolloutView shown) {
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
                state.ended() ? message : shown.message(),
                overrides,
                approvedBy,
                contractBypass,
                warnings,
                shown,
                vms);
    }

    private static List<String> warnings(List<VmDeployment> present) {
        return present.stream()
                .flatMap(vm -> Optional.ofNullable(vm.warning()).stream())
                .distinct()
                .toList();
    }

    private String message(List<VmDeployment> present) {
        if (state.ended()) {
            return warnings(present).isEmpty() ? "" : state.word() + " with a warning";
        }
        if (present.isEmpty()) {
            return "no agent is enrolled in " + environment + "; nothing will happen until one is";
        }
        long open = present.stream().filter(vm -> vm.endedAt() == null).count();
        return "waiting for " + open + " of " + present.size() + " agents";
    }
}

package dev.towline.coordinator.rollout;

import dev.towline.coordinator.rollout.VmProgress.Ended;
import dev.towline.coordinator.rollout.VmProgress.UnderWay;
import dev.towline.coordinator.rollout.VmProgress.Waiting;
import dev.towline.wire.Outcome;
import java.util.Collection;

/// Folds the VMs' progress to the deployment's state.
public final class Rollout {
    private Rollout() {}

    /// Whether a newer generation was ordered since.
    public enum Succession {
        NEWEST,
        /// The newest, and halted.
        HALTED,
        SUCCEEDED
    }

    /// Pending until a VM begins, running until the last one has ended, then as the worst of them.
    /// What no VM had begun when a newer generation came is superseded. A halted one is halted as
    /// long as a VM is left.
    public static DeploymentState state(Collection<VmProgress> vms, Succession succession) {
        if (vms.stream().allMatch(Waiting.class::isInstance)) {
            return switch (succession) {
                case NEWEST -> DeploymentState.PENDING;
                case HALTED -> DeploymentState.HALTED;
                case SUCCEEDED -> DeploymentState.SUPERSEDED;
            };
        }
        var state =
                vms.stream().map(Rollout::state).reduce(DeploymentState.ACCEPTED, Rollout::worse);
        return succession == Succession.HALTED && !state.ended() ? DeploymentState.HALTED : state;
    }

    private static DeploymentState state(VmProgress vm) {
        return switch (vm) {
            case Waiting _, UnderWay _ -> DeploymentState.RUNNING;
            case Ended(var outcome) -> state(outcome);
        };
    }

    private static DeploymentState state(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> DeploymentState.ACCEPTED;
            case ROLLED_BACK -> DeploymentState.ROLLED_BACK;
            case REFUSED -> DeploymentState.REFUSED;
            case SUPERSEDED -> DeploymentState.SUPERSEDED;
            case STALLED -> DeploymentState.STALLED;
        };
    }

    /// The states are declared from good to bad; what still runs decides over all that has ended.
    private static DeploymentState worse(DeploymentState one, DeploymentState other) {
        if (!one.ended() || !other.ended()) {
            return DeploymentState.RUNNING;
        }
        return one.compareTo(other) > 0 ? one : other;
    }
}

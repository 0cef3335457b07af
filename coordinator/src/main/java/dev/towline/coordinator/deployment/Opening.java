package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.environment.Environment;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import java.util.List;

/// Begins deployments: to all VMs at once, by a rollout, or back for those that were moved.
final class Opening {
    /// With fewer there is nobody to be spared.
    private static final int FEWEST_VMS = 2;

    private final Chronicle chronicle;

    Opening(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /// A new generation: older deployments that were not begun are over.
    void open(Transaction transaction, Order order) {
        var plan =
                EnvironmentStore.find(transaction, order.environment())
                        .flatMap(Environment::rollout)
                        .filter(_ ->
                                ReleasedStore.enrolled(transaction, order.environment()).size()
                                        >= FEWEST_VMS);
        DeploymentStore.insert(transaction, order);
        VmStore.addEnrolled(transaction, order, plan.isEmpty() ? order.requestedAt() : null);
        plan.ifPresent(it -> RolloutStore.begin(transaction, order.deployment(), it));
        tell(transaction, order);
        if (plan.isEmpty()) {
            chronicle.announce(transaction, order);
        } else {
            chronicle.announce(transaction, order.environment());
        }
    }

    /// The same for those that the failed one was released to. Who runs the release already is left
    /// alone, and is not in it.
    void openBack(Transaction transaction, Order order, StoredRollout failed) {
        var moved =
                failed.vms().stream()
                        .filter(vm -> vm.releasedAt() != null)
                        .map(StoredRollout.Vm::agent)
                        .toList();
        var others =
                ReleasedStore.enrolled(transaction, order.environment()).stream()
                        .filter(agent -> !moved.contains(agent))
                        .filter(agent -> !runs(transaction, agent, order.sha()))
                        .toList();
        DeploymentStore.insert(transaction, order);
        RolloutStore.begin(transaction, order.deployment(), failed.plan().leaving());
        moved.forEach(agent -> VmStore.add(transaction, order.deployment(), agent, null));
        others.forEach(agent -> VmStore.add(transaction, order.deployment(), agent, null));
        ReleasedStore.release(transaction, order.deployment(), moved, 1, order.requestedAt());
        tell(transaction, order);
        chronicle.announce(transaction, order.environment());
    }

    private static boolean runs(Transaction transaction, AgentId agent, CommitSha sha) {
        return ReleasedStore.order(transaction, agent)
                .filter(it -> it.sha().equals(sha))
                .isPresent();
    }

    private void tell(Transaction transaction, Order order) {
        chronicle.tell(transaction, order.deployment(), "ordered", told(order));
        chronicle.supersedeWaiting(
                transaction,
                new Newer(order.environment(), order.generation()),
                order.requestedAt());
    }

    private static Told told(Order order) {
        return Told.of(
                order.requestedAt(),
                null,
                new Ordered(
                        order.generation(),
                        order.sha(),
                        order.requestedBy(),
                        order.reason(),
                        order.forced(),
                        order.acceptVolumeChange(),
                        order.overrides()));
    }

    private record Ordered(
            Generation generation,
            CommitSha sha,
            String requestedBy,
            String reason,
            boolean forced,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acceptVolumeChange,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> overrides) {}
}

package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.environment.Environment;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import java.util.List;

/// Begins deployments: to all VMs at once, or by a rollout.
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
        tell(chronicle, transaction, order);
        if (plan.isEmpty()) {
            chronicle.announce(transaction, order);
        } else {
            chronicle.announce(transaction, order.environment());
        }
    }

    /// Says that there is a new generation, and ends what waits for older ones in vain.
    static void tell(Chronicle chronicle, Transaction transaction, Order order) {
        chronicle.tell(transaction, order.deployment(), "ordered", told(order));
        chronicle.supersedeWaiting(
                transaction,
                new Newer(order.environment(), order.generation()),
                order.requestedAt());
        Tidings.ordered(transaction, order);
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

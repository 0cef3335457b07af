package dev.towline.coordinator.deployment;

import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.rollout.Rollout;
import dev.towline.coordinator.rollout.Rollout.Succession;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;

/// Keeps the events, the states and what agents are told in step with what is written.
///
/// The state of a deployment is always the fold of what its VMs reported (`rollout`), never set by
/// hand. Who waits is told after the commit, in the order of the commits.
public final class Chronicle {
    private final GenerationSignal orders;
    private final EventSignal events;

    public Chronicle(GenerationSignal orders, EventSignal events) {
        this.orders = orders;
        this.events = events;
    }

    private record StateChange(DeploymentState state) {}

    void tell(Transaction transaction, DeploymentId deployment, String type, Told told) {
        long number = EventStore.append(transaction, deployment, type, told);
        transaction.afterCommit(() -> events.announce(deployment, number));
    }

    /// Folds the deployment's state anew. Each VM's report may change it, so no VM is read one by
    /// one for that.
    void settle(Transaction transaction, DeploymentId id, Instant at) {
        var deployment = DeploymentStore.withoutVms(transaction, id).orElseThrow();
        var succession = succession(transaction, deployment);
        var state = Rollout.state(VmStore.progress(transaction, id), succession);
        if (state == deployment.state()) {
            return;
        }
        DeploymentStore.put(transaction, id, state, at);
        Tidings.changed(transaction, deployment.withVms(VmStore.of(transaction, id)), state, at);
        tell(
                transaction,
                id,
                state.ended() ? "ended" : "state",
                Told.of(at, null, new StateChange(state)));
    }

    /// What older deployments wait for in vain is over.
    void supersedeWaiting(Transaction transaction, Newer newer, Instant at) {
        VmStore.supersedeWaiting(transaction, newer, at)
                .forEach(older -> settle(transaction, older, at));
    }

    /// Agents are to learn what is released to them.
    void announce(Transaction transaction, EnvironmentName environment) {
        DeploymentStore.newestOrder(transaction, environment)
                .map(newest -> ReleasedStore.standing(transaction, newest))
                .ifPresent(it -> transaction.afterCommit(() -> orders.announce(it)));
    }

    /// Agents are to learn of an order that all of them may take.
    void announce(Transaction transaction, Order order) {
        transaction.afterCommit(() -> orders.announce(order));
    }

    void recall(Reading reading) {
        DeploymentStore.newestOrders(reading).stream()
                .map(newest -> ReleasedStore.standing(reading, newest))
                .forEach(orders::announce);
    }

    private static Succession succession(Reading reading, Deployment deployment) {
        var newest = DeploymentStore.newestOrder(reading, deployment.environment());
        if (GenerationSignal.generation(newest).after(deployment.generation())) {
            return Succession.SUCCEEDED;
        }
        return RolloutStore.isHalted(reading, deployment.id())
                ? Succession.HALTED
                : Succession.NEWEST;
    }
}

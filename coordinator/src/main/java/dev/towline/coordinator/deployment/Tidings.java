package dev.towline.coordinator.deployment;

import dev.towline.coordinator.notify.DeploymentFact;
import dev.towline.coordinator.notify.DeploymentFact.OnVm;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.notify.Topic;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import java.time.Instant;
import java.util.List;

/// What is told to an environment's receivers of its deployments.
final class Tidings {
    private Tidings() {}

    static void ordered(Transaction transaction, Order order) {
        var fact =
                new DeploymentFact(
                        Topic.DEPLOYMENT_ORDERED,
                        order.deployment(),
                        order.generation(),
                        order.sha(),
                        DeploymentState.PENDING.word(),
                        order.requestedBy(),
                        order.reason(),
                        order.overrides(),
                        List.of(),
                        List.of());
        Outbox.tell(transaction, order.environment(), order.requestedAt(), fact);
        if (!order.overrides().isEmpty()) {
            Outbox.tell(
                    transaction,
                    order.environment(),
                    order.requestedAt(),
                    fact.about(Topic.POLICY_OVERRIDDEN));
        }
    }

    /// The deployment is in another state now.
    static void changed(
            Transaction transaction, Deployment deployment, DeploymentState state, Instant at) {
        if (state == DeploymentState.PENDING) {
            return;
        }
        var topic = topic(state);
        var fact = fact(topic, deployment, state);
        Outbox.tell(transaction, deployment.environment(), at, fact);
        if (state == DeploymentState.ACCEPTED && !fact.warnings().isEmpty()) {
            Outbox.tell(
                    transaction,
                    deployment.environment(),
                    at,
                    fact.about(Topic.ACCEPTED_WITH_WARNING));
        }
    }

    private static Topic topic(DeploymentState state) {
        if (state == DeploymentState.HALTED) {
            return Topic.DEPLOYMENT_HALTED;
        }
        return state.ended() ? Topic.DEPLOYMENT_ENDED : Topic.DEPLOYMENT_STARTED;
    }

    private static DeploymentFact fact(Topic topic, Deployment deployment, DeploymentState state) {
        return new DeploymentFact(
                topic,
                deployment.id(),
                deployment.generation(),
                deployment.sha(),
                state.word(),
                deployment.requestedBy(),
                deployment.reason(),
                deployment.overrides(),
                deployment.warnings(),
                deployment.vms().stream().map(Tidings::onVm).toList());
    }

    private static OnVm onVm(VmDeployment vm) {
        var outcome = vm.outcome();
        return new OnVm(vm.agent(), outcome == null ? null : Words.of(outcome), vm.reason());
    }
}

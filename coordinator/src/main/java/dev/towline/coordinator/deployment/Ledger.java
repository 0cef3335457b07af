package dev.towline.coordinator.deployment;

import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.At;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.AgentReport;
import dev.towline.wire.CheckReport;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.PhaseReport;
import dev.towline.wire.ProgressReport;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.StatusReport;
import dev.towline.wire.StepReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes down what becomes of deployments, and wakes those who wait for it.
///
/// Each method works in the caller's transaction: events, the VMs' progress and the deployment's
/// state are kept together or not at all, and waiters are woken only after the commit. The state is
/// always the fold of what the VMs reported (`rollout`), never set by hand; so a VM that is
/// enrolled later opens an ended deployment again, and ends it again.
public final class Ledger {
    private final Chronicle chronicle;
    private final Rollouts rollouts;

    public Ledger(Chronicle chronicle, Rollouts rollouts) {
        this.chronicle = chronicle;
        this.rollouts = rollouts;
    }

    /// Tells the signal of what is released in each environment, at the start.
    public void recall(Reading reading) {
        chronicle.recall(reading);
    }

    /// A new generation: older deployments that were not begun are over.
    void open(Transaction transaction, Order order) {
        new Opening(chronicle).open(transaction, order);
        rollouts.advance(transaction, order.environment(), order.requestedAt());
    }

    /// A VM that was enrolled: the newest order is for it too, in its turn.
    public void join(
            Transaction transaction, EnvironmentName environment, AgentId agent, Instant at) {
        DeploymentStore.newestOrder(transaction, environment)
                .map(Order::deployment)
                .ifPresent(deployment -> {
                    rollouts.contacts().seen(agent, at);
                    var inTurn = RolloutStore.find(transaction, deployment).isPresent();
                    VmStore.add(transaction, deployment, agent, inTurn ? null : at);
                    chronicle.settle(transaction, deployment, at);
                    if (inTurn) {
                        rollouts.advance(transaction, environment, at);
                        rollouts.makeUp(transaction, environment, List.of(agent), at);
                    }
                });
    }

    /// A VM that is no more: nothing waits for it any longer.
    public void leave(Transaction transaction, AgentId agent, Instant at) {
        VmStore.leave(transaction, agent)
                .forEach(deployment -> {
                    chronicle.settle(transaction, deployment, at);
                    DeploymentStore.witness(transaction, deployment, at);
                    goOn(transaction, deployment, at);
                });
    }

    /// What an agent told was taken in now: a soak, and the wait between waves, are measured by
    /// this clock, not by the agent's.
    public void witness(Transaction transaction, DeploymentId deployment, Instant now) {
        ReleasedStore.settled(transaction, deployment, now);
        DeploymentStore.witness(transaction, deployment, now);
        goOn(transaction, deployment, now);
    }

    private void goOn(Transaction transaction, DeploymentId deployment, Instant now) {
        environmentOf(transaction, deployment)
                .ifPresent(environment -> rollouts.advance(transaction, environment, now));
    }

    /// The environment of a deployment; empty where there is no such deployment.
    public static Optional<EnvironmentName> environmentOf(Reading reading, DeploymentId id) {
        return DeploymentStore.order(reading, id).map(Order::environment);
    }

    /// What an agent tells of a deployment of its own environment.
    public void record(
            Transaction transaction, AgentId agent, DeploymentId deployment, AgentReport report) {
        chronicle.tell(
                transaction,
                deployment,
                type(report.event()),
                Told.of(report.at(), agent, report.event()));
        VmStore.add(transaction, deployment, agent, report.at());
        boolean first = VmStore.begin(transaction, deployment, agent, report.at());
        progress(transaction, agent, deployment, report);
        if (first) {
            DeploymentStore.order(transaction, deployment)
                    .ifPresent(order -> goneOn(transaction, agent, order, report.at()));
        }
        // Only these change the fold, which looks at every VM of the environment.
        if (first || report.event() instanceof OutcomeReport) {
            chronicle.settle(transaction, deployment, report.at());
        }
    }

    private static void progress(
            Transaction transaction, AgentId agent, DeploymentId deployment, AgentReport report) {
        if (report.event() instanceof PhaseReport(var phase, _, _)) {
            VmStore.inPhase(transaction, deployment, agent, phase);
        }
        if (report.event() instanceof OutcomeReport outcome) {
            VmStore.ended(transaction, deployment, agent, new At<>(report.at(), outcome));
        }
    }

    /// A VM that a way back left alone may have got what failed all the same, before it went away:
    /// then the way back is for it too.
    private void goneOn(Transaction transaction, AgentId agent, Order order, Instant at) {
        var newer = new Newer(order.environment(), order.generation());
        VmStore.supersede(transaction, newer, agent, at)
                .forEach(older -> chronicle.settle(transaction, older, at));
        DeploymentStore.newestOrder(transaction, order.environment())
                .filter(newest -> !newest.sha().equals(order.sha()))
                .flatMap(newest -> RolloutStore.find(transaction, newest.deployment()))
                .ifPresent(it -> VmStore.add(transaction, it.deployment(), agent, null));
    }

    private static String type(ReportEvent event) {
        return switch (event) {
            case PhaseReport _ -> "phase";
            case ProgressReport _ -> "progress";
            case StepReport _ -> "step";
            case CheckReport _ -> "check";
            case OutcomeReport _ -> "outcome";
            case StatusReport _ -> "status";
        };
    }
}

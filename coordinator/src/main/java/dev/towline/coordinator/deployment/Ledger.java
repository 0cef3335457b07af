package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.coordinator.deployment.EventStore.Told;
import dev.towline.coordinator.deployment.VmStore.At;
import dev.towline.coordinator.deployment.VmStore.Newer;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.rollout.Rollout;
import dev.towline.coordinator.rollout.Rollout.Succession;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.EventSignal;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
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
    private final GenerationSignal orders;
    private final EventSignal events;

    public Ledger(GenerationSignal orders, EventSignal events) {
        this.orders = orders;
        this.events = events;
    }

    /// Tells the signal of the newest order of each environment, at the start.
    public void recall(Reading reading) {
        DeploymentStore.newestOrders(reading).forEach(orders::announce);
    }

    /// A new generation: older deployments that were not begun are over.
    void open(Transaction transaction, Order order) {
        DeploymentStore.insert(transaction, order);
        VmStore.addEnrolled(transaction, order.deployment(), order.environment());
        tell(transaction, order.deployment(), "ordered", told(order));
        var newer = new Newer(order.environment(), order.generation());
        VmStore.supersedeWaiting(transaction, newer, order.requestedAt())
                .forEach(older -> settle(transaction, older, order.requestedAt()));
        transaction.afterCommit(() -> orders.announce(order));
    }

    /// A VM that was enrolled: the newest order is for it too.
    public void join(
            Transaction transaction, EnvironmentName environment, AgentId agent, Instant at) {
        DeploymentStore.newestOrder(transaction, environment)
                .map(Order::deployment)
                .ifPresent(deployment -> {
                    VmStore.add(transaction, deployment, agent);
                    settle(transaction, deployment, at);
                });
    }

    /// A VM that is no more: nothing waits for it any longer.
    public void leave(Transaction transaction, AgentId agent, Instant at) {
        VmStore.leave(transaction, agent)
                .forEach(deployment -> {
                    settle(transaction, deployment, at);
                    DeploymentStore.witness(transaction, deployment, at);
                });
    }

    /// What an agent told was taken in now: a soak is measured by this clock, not by the agent's.
    public void witness(Transaction transaction, DeploymentId deployment, Instant now) {
        DeploymentStore.witness(transaction, deployment, now);
    }

    /// The environment of a deployment; empty where there is no such deployment.
    public static Optional<EnvironmentName> environmentOf(Reading reading, DeploymentId id) {
        return DeploymentStore.order(reading, id).map(Order::environment);
    }

    /// What an agent tells of a deployment of its own environment.
    public void record(
            Transaction transaction, AgentId agent, DeploymentId deployment, AgentReport report) {
        tell(
                transaction,
                deployment,
                type(report.event()),
                Told.of(report.at(), agent, report.event()));
        VmStore.add(transaction, deployment, agent);
        boolean first = VmStore.begin(transaction, deployment, agent, report.at());
        progress(transaction, agent, deployment, report);
        if (first) {
            DeploymentStore.order(transaction, deployment)
                    .ifPresent(order -> goneOn(transaction, agent, order, report.at()));
        }
        // Only these change the fold, which looks at every VM of the environment.
        if (first || report.event() instanceof OutcomeReport) {
            settle(transaction, deployment, report.at());
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

    private void goneOn(Transaction transaction, AgentId agent, Order order, Instant at) {
        var newer = new Newer(order.environment(), order.generation());
        VmStore.supersede(transaction, newer, agent, at)
                .forEach(older -> settle(transaction, older, at));
    }

    private void settle(Transaction transaction, DeploymentId id, Instant at) {
        var deployment = DeploymentStore.find(transaction, id).orElseThrow();
        var vms = deployment.vms().stream().map(VmDeployment::progress).toList();
        var state = Rollout.state(vms, succession(transaction, deployment));
        if (state == deployment.state()) {
            return;
        }
        DeploymentStore.put(transaction, id, state, at);
        tell(
                transaction,
                id,
                state.ended() ? "ended" : "state",
                Told.of(at, null, new StateChange(state)));
    }

    private static Succession succession(Reading reading, Deployment deployment) {
        var newest = DeploymentStore.newestOrder(reading, deployment.environment());
        return GenerationSignal.generation(newest).after(deployment.generation())
                ? Succession.SUCCEEDED
                : Succession.NEWEST;
    }

    private void tell(Transaction transaction, DeploymentId deployment, String type, Told told) {
        long number = EventStore.append(transaction, deployment, type, told);
        transaction.afterCommit(() -> events.announce(deployment, number));
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

    private record Ordered(
            Generation generation,
            CommitSha sha,
            String requestedBy,
            String reason,
            boolean forced,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> acceptVolumeChange,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> overrides) {}

    private record StateChange(DeploymentState state) {}
}

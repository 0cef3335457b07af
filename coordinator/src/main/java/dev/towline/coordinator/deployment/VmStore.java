package dev.towline.coordinator.deployment;

import dev.towline.coordinator.rollout.VmProgress;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VMs of each deployment in the store.
final class VmStore {
    private static final String OPEN_OLDER =
            " FROM deployment_vms v JOIN deployments d ON d.id = v.deployment"
                    + " WHERE d.environment = ? AND d.generation < ? AND v.outcome IS NULL";

    private VmStore() {}

    /// Every VM that is enrolled in the environment now.
    ///
    /// @param released null: none may take it yet
    static void addEnrolled(Transaction transaction, Order order, @Nullable Instant released) {
        transaction.update(
                "INSERT INTO deployment_vms (deployment, agent, released_at)"
                        + " SELECT ?, id, ? FROM agents"
                        + " WHERE environment = ? AND retired_at IS NULL",
                order.deployment(),
                released,
                order.environment());
    }

    /// The VM is in the deployment, if it was not before.
    ///
    /// @param released null: it may not take it yet
    static void add(
            Transaction transaction,
            DeploymentId deployment,
            AgentId agent,
            @Nullable Instant released) {
        transaction.update(
                "INSERT OR IGNORE INTO deployment_vms (deployment, agent, released_at)"
                        + " VALUES (?, ?, ?)",
                deployment,
                agent,
                released);
    }

    static List<VmDeployment> of(Reading reading, DeploymentId deployment) {
        return reading.list(
                VmStore::vm,
                "SELECT * FROM deployment_vms WHERE deployment = ? ORDER BY agent",
                deployment);
    }

    /// How far it is on those VMs that it is for, each kind once. A VM that was away when it would
    /// have been its turn counts only once it has begun.
    static List<VmProgress> progress(Reading reading, DeploymentId deployment) {
        return reading.list(
                VmStore::progress,
                "SELECT DISTINCT outcome, started_at IS NOT NULL AS started FROM deployment_vms"
                        + " WHERE deployment = ?"
                        + " AND (skipped_at IS NULL OR started_at IS NOT NULL)",
                deployment);
    }

    private static VmProgress progress(Row row) {
        var outcome = Words.read(Outcome.class, row.textOrNull("outcome"));
        if (outcome != null) {
            return new VmProgress.Ended(outcome);
        }
        return row.flag("started") ? new VmProgress.UnderWay() : new VmProgress.Waiting();
    }

    /// Gives whether the VM had not begun before. Whoever begins had it released to him, though it
    /// may have been taken back since.
    static boolean begin(
            Transaction transaction, DeploymentId deployment, AgentId agent, Instant at) {
        return transaction.update(
                        "UPDATE deployment_vms SET started_at = ?1,"
                                + " released_at = ifnull(released_at, ?1), skipped_at = NULL"
                                + " WHERE deployment = ?2 AND agent = ?3 AND started_at IS NULL",
                        at,
                        deployment,
                        agent)
                == 1;
    }

    static void inPhase(
            Transaction transaction, DeploymentId deployment, AgentId agent, Phase phase) {
        transaction.update(
                "UPDATE deployment_vms SET phase = ? WHERE deployment = ? AND agent = ?",
                Words.of(phase),
                deployment,
                agent);
    }

    static void ended(
            Transaction transaction,
            DeploymentId deployment,
            AgentId agent,
            At<OutcomeReport> outcome) {
        transaction.update(
                "UPDATE deployment_vms SET outcome = ?, reason = ?, ended_at = ?, warning = ?"
                        + " WHERE deployment = ? AND agent = ?",
                Words.of(outcome.told().outcome()),
                outcome.told().reason(),
                outcome.at(),
                outcome.told().warning(),
                deployment,
                agent);
    }

    /// The deployments before this generation that the agent has not ended: it goes on with a newer
    /// one, so they are over.
    static List<DeploymentId> supersede(
            Transaction transaction, Newer newer, AgentId agent, Instant at) {
        var open =
                transaction.list(
                        row -> new DeploymentId(row.text("id")),
                        "SELECT d.id" + OPEN_OLDER + " AND v.agent = ?",
                        newer.environment(),
                        newer.generation(),
                        agent);
        for (var deployment : open) {
            ended(transaction, deployment, agent, new At<>(at, newer.report()));
        }
        return open;
    }

    /// The deployments before this generation that have not ended. Those VMs that have not begun
    /// them, and that may take the newer one or may not take these, never will.
    static List<DeploymentId> supersedeWaiting(Transaction transaction, Newer newer, Instant at) {
        transaction.update(
                "UPDATE deployment_vms SET outcome = ?, reason = ?, ended_at = ?"
                        + " WHERE (deployment, agent) IN (SELECT v.deployment, v.agent"
                        + OPEN_OLDER
                        + " AND v.started_at IS NULL AND (v.released_at IS NULL OR EXISTS"
                        + " (SELECT 1 FROM deployment_vms n WHERE n.deployment = ?"
                        + " AND n.agent = v.agent AND n.released_at IS NOT NULL)))",
                Words.of(Outcome.SUPERSEDED),
                newer.report().reason(),
                at,
                newer.environment(),
                newer.generation(),
                DeploymentId.of(newer.environment(), newer.generation()));
        return transaction.list(
                row -> new DeploymentId(row.text("id")),
                "SELECT id FROM deployments"
                        + " WHERE environment = ? AND generation < ? AND ended_at IS NULL",
                newer.environment(),
                newer.generation());
    }

    /// Takes a VM out of what it has not ended.
    static List<DeploymentId> leave(Transaction transaction, AgentId agent) {
        return transaction.list(
                row -> new DeploymentId(row.text("deployment")),
                "DELETE FROM deployment_vms WHERE agent = ? AND outcome IS NULL"
                        + " RETURNING deployment",
                agent);
    }

    private static VmDeployment vm(Row row) {
        return new VmDeployment(
                new AgentId(row.text("agent")),
                Words.read(Phase.class, row.textOrNull("phase")),
                Words.read(Outcome.class, row.textOrNull("outcome")),
                row.text("reason"),
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                row.textOrNull("warning"));
    }

    /// The generation that takes over.
    record Newer(EnvironmentName environment, Generation generation) {
        OutcomeReport report() {
            return new OutcomeReport(
                    Outcome.SUPERSEDED, "generation " + generation + " took over", null);
        }
    }

    /// What was told, and when it happened.
    record At<T>(Instant at, T told) {}
}

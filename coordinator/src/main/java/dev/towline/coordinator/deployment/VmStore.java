package dev.towline.coordinator.deployment;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Outcome;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Phase;
import java.time.Instant;
import java.util.List;

/// The VMs of each deployment in the store.
final class VmStore {
    private static final String OPEN_OLDER =
            " FROM deployment_vms v JOIN deployments d ON d.id = v.deployment"
                    + " WHERE d.environment = ? AND d.generation < ? AND v.outcome IS NULL";

    private VmStore() {}

    /// Every VM that is enrolled in the environment now.
    static void addEnrolled(
            Transaction transaction, DeploymentId deployment, EnvironmentName environment) {
        transaction.update(
                "INSERT INTO deployment_vms (deployment, agent)"
                        + " SELECT ?, id FROM agents WHERE environment = ? AND retired_at IS NULL",
                deployment,
                environment);
    }

    static void add(Transaction transaction, DeploymentId deployment, AgentId agent) {
        transaction.update(
                "INSERT OR IGNORE INTO deployment_vms (deployment, agent) VALUES (?, ?)",
                deployment,
                agent);
    }

    static List<VmDeployment> of(Reading reading, DeploymentId deployment) {
        return reading.list(
                VmStore::vm,
                "SELECT * FROM deployment_vms WHERE deployment = ? ORDER BY agent",
                deployment);
    }

    /// Gives whether the VM had not begun before.
    static boolean begin(
            Transaction transaction, DeploymentId deployment, AgentId agent, Instant at) {
        return transaction.update(
                        "UPDATE deployment_vms SET started_at = ?"
                                + " WHERE deployment = ? AND agent = ? AND started_at IS NULL",
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

    /// The deployments before this generation that no VM has ended; on those VMs that have not
    /// begun them they are over.
    static List<DeploymentId> supersedeWaiting(Transaction transaction, Newer newer, Instant at) {
        transaction.update(
                "UPDATE deployment_vms SET outcome = ?, reason = ?, ended_at = ?"
                        + " WHERE (deployment, agent) IN (SELECT v.deployment, v.agent"
                        + OPEN_OLDER
                        + " AND v.started_at IS NULL)",
                Words.of(Outcome.SUPERSEDED),
                newer.report().reason(),
                at,
                newer.environment(),
                newer.generation());
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

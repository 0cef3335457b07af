package dev.towline.coordinator.deployment;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.coordinator.watch.Standing;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which VM may take which deployment.
///
/// What a VM is to be is the newest that was released to it: so it never goes back to an older
/// generation, whatever becomes of newer ones.
final class ReleasedStore {
    private ReleasedStore() {}

    static void release(
            Transaction transaction,
            DeploymentId deployment,
            List<AgentId> agents,
            int wave,
            Instant at) {
        for (var agent : agents) {
            transaction.update(
                    "UPDATE deployment_vms SET released_at = ?, wave = ?, skipped_at = NULL"
                            + " WHERE deployment = ? AND agent = ?",
                    at,
                    wave,
                    deployment,
                    agent);
        }
    }

    /// It is not for them until they are back.
    static void skip(
            Transaction transaction, DeploymentId deployment, List<AgentId> agents, Instant at) {
        for (var agent : agents) {
            transaction.update(
                    "UPDATE deployment_vms SET released_at = NULL, wave = NULL, skipped_at = ?"
                            + " WHERE deployment = ? AND agent = ?",
                    at,
                    deployment,
                    agent);
        }
    }

    static void unskip(Transaction transaction, DeploymentId deployment, List<AgentId> agents) {
        for (var agent : agents) {
            transaction.update(
                    "UPDATE deployment_vms SET skipped_at = NULL"
                            + " WHERE deployment = ? AND agent = ?",
                    deployment,
                    agent);
        }
    }

    /// Releases an older deployment to a VM that missed it, though it was over for it. It counts as
    /// skipped until it begins, for then the deployment is what it was if it never does.
    static void makeUpFor(
            Transaction transaction, DeploymentId deployment, AgentId agent, Instant at) {
        VmStore.add(transaction, deployment, agent, at);
        transaction.update(
                "UPDATE deployment_vms SET released_at = ?1, skipped_at = ifnull(skipped_at, ?1),"
                        + " outcome = NULL, reason = '', ended_at = NULL, settled_at = NULL"
                        + " WHERE deployment = ?2 AND agent = ?3 AND started_at IS NULL",
                at,
                deployment,
                agent);
    }

    /// The newest that was released to the VM.
    static Optional<Order> order(Reading reading, AgentId agent) {
        return reading.first(
                DeploymentStore::order,
                "SELECT d.* FROM deployment_vms v JOIN deployments d ON d.id = v.deployment"
                        + " WHERE v.agent = ? AND v.released_at IS NOT NULL"
                        + " ORDER BY d.generation DESC LIMIT 1",
                agent);
    }

    static List<AgentId> enrolled(Reading reading, EnvironmentName environment) {
        return reading.list(
                row -> new AgentId(row.text("id")),
                "SELECT id FROM agents WHERE environment = ? AND retired_at IS NULL ORDER BY id",
                environment);
    }

    static Standing standing(Reading reading, Order newest) {
        var rollout = RolloutStore.find(reading, newest.deployment());
        return new Standing(newest, rollout.isEmpty() ? Map.of() : behind(reading, newest));
    }

    private static Map<AgentId, Optional<Order>> behind(Reading reading, Order newest) {
        var agents =
                reading.list(
                        row -> new AgentId(row.text("id")),
                        "SELECT id FROM agents a WHERE environment = ? AND retired_at IS NULL"
                                + " AND NOT EXISTS (SELECT 1 FROM deployment_vms v"
                                + " WHERE v.deployment = ? AND v.agent = a.id"
                                + " AND v.released_at IS NOT NULL)",
                        newest.environment(),
                        newest.deployment());
        var behind = new LinkedHashMap<AgentId, Optional<Order>>();
        agents.forEach(agent -> behind.put(agent, order(reading, agent)));
        return behind;
    }

    /// What was learnt of its end was learnt now.
    static void settled(Transaction transaction, DeploymentId deployment, Instant now) {
        transaction.update(
                "UPDATE deployment_vms SET settled_at = ?"
                        + " WHERE deployment = ? AND outcome IS NOT NULL AND settled_at IS NULL",
                now,
                deployment);
    }
}

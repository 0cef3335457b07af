package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.rollout.Plan;
import dev.towline.coordinator.rollout.RolloutView.Halted;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Json;
import dev.towline.wire.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rollouts in the store; each is a part of its deployment.
final class RolloutStore {
    private static final String NEWEST =
            "SELECT * FROM deployments WHERE environment = ? ORDER BY generation DESC LIMIT 1";

    private RolloutStore() {}

    static void begin(Transaction transaction, DeploymentId deployment, Plan plan) {
        transaction.update(
                "UPDATE deployments SET rollout = ? WHERE id = ?", Json.write(plan), deployment);
    }

    /// That of the environment's newest deployment; empty where it has none.
    static Optional<StoredRollout> newest(Reading reading, EnvironmentName environment) {
        return withVms(reading, reading.first(RolloutStore::rollout, NEWEST, environment));
    }

    static Optional<StoredRollout> find(Reading reading, DeploymentId deployment) {
        return withVms(
                reading,
                reading.first(
                        RolloutStore::rollout,
                        "SELECT * FROM deployments WHERE id = ?",
                        deployment));
    }

    /// Those environments whose newest deployment has a rollout that may have to go on.
    static List<EnvironmentName> unfinished(Reading reading) {
        return reading.list(
                row -> new EnvironmentName(row.text("environment")),
                "SELECT environment FROM deployments d WHERE rollout IS NOT NULL"
                        + " AND generation = (SELECT max(generation) FROM deployments"
                        + " WHERE environment = d.environment)"
                        + " AND EXISTS (SELECT 1 FROM deployment_vms v"
                        + " WHERE v.deployment = d.id AND v.outcome IS NULL)");
    }

    static boolean isHalted(Reading reading, DeploymentId deployment) {
        return reading.first(
                        row -> row.text("id"),
                        "SELECT id FROM deployments WHERE id = ? AND halted_at IS NOT NULL",
                        deployment)
                .isPresent();
    }

    static void halt(Transaction transaction, DeploymentId deployment, Halted halted) {
        transaction.update(
                "UPDATE deployments SET halted_at = ?, halted_by = ?, halted_because = ?,"
                        + " all_at_once = 0 WHERE id = ?",
                halted.at(),
                halted.by(),
                halted.because(),
                deployment);
    }

    static void rolledBack(Transaction transaction, DeploymentId deployment, Order order) {
        transaction.update(
                "UPDATE deployments SET rolled_back_by = ? WHERE id = ?",
                order.deployment(),
                deployment);
    }

    /// It goes on, without those that failed or took too long.
    static void resume(
            Transaction transaction, DeploymentId deployment, List<AgentId> without, Instant at) {
        transaction.update(
                "UPDATE deployments SET halted_at = NULL, halted_by = NULL, halted_because = ''"
                        + " WHERE id = ?",
                deployment);
        for (var agent : without) {
            transaction.update(
                    "UPDATE deployment_vms SET passed_over_at = ?"
                            + " WHERE deployment = ? AND agent = ?",
                    at,
                    deployment,
                    agent);
        }
    }

    static void hurry(Transaction transaction, DeploymentId deployment, int wave) {
        transaction.update("UPDATE deployments SET hurried = ? WHERE id = ?", wave, deployment);
    }

    static void allAtOnce(Transaction transaction, DeploymentId deployment) {
        transaction.update("UPDATE deployments SET all_at_once = 1 WHERE id = ?", deployment);
    }

    /// The release that was accepted last before this generation.
    ///
    /// @param except a commit that does not count; null: any does
    static Optional<Order> acceptedBefore(Reading reading, Order order, @Nullable String except) {
        return reading.first(
                DeploymentStore::order,
                "SELECT * FROM deployments WHERE environment = ? AND generation < ?"
                        + " AND accepted_at IS NOT NULL AND sha <> ifnull(?, '')"
                        + " ORDER BY generation DESC LIMIT 1",
                order.environment(),
                order.generation(),
                except);
    }

    private static Optional<StoredRollout> withVms(
            Reading reading, Optional<Optional<StoredRollout>> found) {
        return found.flatMap(it -> it).map(it -> it.with(vms(reading, it.deployment())));
    }

    private static Optional<StoredRollout> rollout(Row row) {
        var json = row.textOrNull("rollout");
        if (json == null) {
            return Optional.empty();
        }
        return Optional.of(
                new StoredRollout(
                        new DeploymentId(row.text("id")),
                        new EnvironmentName(row.text("environment")),
                        new Generation(row.number("generation")),
                        plan(json),
                        halted(row),
                        (int) row.number("hurried"),
                        row.flag("all_at_once"),
                        List.of()));
    }

    private static @Nullable Halted halted(Row row) {
        var at = row.instantOrNull("halted_at");
        var rolledBackBy = row.textOrNull("rolled_back_by");
        return at == null
                ? null
                : new Halted(
                        at,
                        row.textOrNull("halted_by"),
                        row.text("halted_because"),
                        rolledBackBy == null ? null : new DeploymentId(rolledBackBy));
    }

    private static Plan plan(String json) {
        try {
            return Json.read(json, Plan.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read a stored rollout: " + e.getOriginalMessage());
        }
    }

    private static List<StoredRollout.Vm> vms(Reading reading, DeploymentId deployment) {
        return reading.list(
                RolloutStore::vm,
                "SELECT v.*, a.last_contact FROM deployment_vms v JOIN agents a ON a.id = v.agent"
                        + " WHERE v.deployment = ? ORDER BY v.agent",
                deployment);
    }

    private static StoredRollout.Vm vm(Row row) {
        var wave = (int) row.number("wave");
        return new StoredRollout.Vm(
                new AgentId(row.text("agent")),
                row.instantOrNull("last_contact"),
                wave == 0 ? null : wave,
                row.instantOrNull("released_at"),
                row.instantOrNull("skipped_at"),
                row.instantOrNull("started_at"),
                end(row),
                row.instantOrNull("passed_over_at"));
    }

    private static StoredRollout.@Nullable End end(Row row) {
        var outcome = Words.read(Outcome.class, row.textOrNull("outcome"));
        var settled = row.instantOrNull("settled_at");
        var at = settled == null ? row.instantOrNull("ended_at") : settled;
        return outcome == null || at == null
                ? null
                : new StoredRollout.End(outcome, row.text("reason"), at);
    }
}

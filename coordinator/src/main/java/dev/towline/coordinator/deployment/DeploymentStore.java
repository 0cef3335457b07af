package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Page;
import dev.towline.coordinator.rollout.DeploymentState;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.Json;
import dev.towline.wire.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The deployments in the store, each with the order that it carries out.
final class DeploymentStore {
    private DeploymentStore() {}

    static void insert(Transaction transaction, Order order) {
        transaction.update(
                "INSERT INTO deployments (id, environment, generation, sha, repository, branch,"
                        + " stack, forced, requested_by, reason, requested_at, state,"
                        + " accept_volume_change, terms, overrides, approved_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                order.deployment(),
                order.environment(),
                order.generation(),
                order.sha(),
                order.repository(),
                order.branch(),
                order.stack(),
                order.forced(),
                order.requestedBy(),
                order.reason(),
                order.requestedAt(),
                DeploymentState.PENDING.word(),
                String.join("\n", order.acceptVolumeChange()),
                Json.write(order.terms()),
                String.join("\n", order.overrides()),
                order.approvedBy());
    }

    static Optional<Deployment> find(Reading reading, DeploymentId id) {
        return withoutVms(reading, id).map(it -> it.withVms(VmStore.of(reading, id)));
    }

    static Optional<Deployment> withoutVms(Reading reading, DeploymentId id) {
        return reading.first(
                DeploymentStore::deployment, "SELECT * FROM deployments WHERE id = ?", id);
    }

    static boolean hasEnded(Reading reading, DeploymentId id) {
        return reading.first(
                        row -> row.flag("ended"),
                        "SELECT ended_at IS NOT NULL AS ended FROM deployments WHERE id = ?",
                        id)
                .orElse(true);
    }

    static List<Deployment> newestFirst(Reading reading, EnvironmentName environment, Page page) {
        return reading
                .list(
                        DeploymentStore::deployment,
                        "SELECT * FROM deployments WHERE environment = ? AND generation < ?"
                                + " ORDER BY generation DESC LIMIT ?",
                        environment,
                        page.before(),
                        page.limit())
                .stream()
                .map(found -> found.withVms(VmStore.of(reading, found.id())))
                .toList();
    }

    static Optional<Order> order(Reading reading, DeploymentId id) {
        return reading.first(DeploymentStore::order, "SELECT * FROM deployments WHERE id = ?", id);
    }

    static Optional<Order> newestOrder(Reading reading, EnvironmentName environment) {
        return reading.first(
                DeploymentStore::order,
                "SELECT * FROM deployments WHERE environment = ?"
                        + " ORDER BY generation DESC LIMIT 1",
                environment);
    }

    static List<Order> newestOrders(Reading reading) {
        return reading.list(
                DeploymentStore::order,
                "SELECT * FROM deployments d WHERE generation = (SELECT max(generation)"
                        + " FROM deployments WHERE environment = d.environment)");
    }

    /// The known commits that begin with these digits; no more than `limit`.
    static List<CommitSha> commitsLike(Reading reading, String digits, int limit) {
        // "g" is after every hex digit, so that the range is read from the index.
        return reading.list(
                row -> new CommitSha(row.text("sha")),
                "SELECT sha FROM builds WHERE sha >= ?1 AND sha < ?1 || 'g'"
                        + " UNION SELECT sha FROM deployments WHERE sha >= ?1 AND sha < ?1 || 'g'"
                        + " ORDER BY sha LIMIT ?2",
                digits,
                limit);
    }

    static void put(Transaction transaction, DeploymentId id, DeploymentState state, Instant at) {
        transaction.update(
                "UPDATE deployments SET state = ?2,"
                        + " started_at = CASE WHEN ?2 = 'pending' THEN started_at"
                        + " ELSE ifnull(started_at, ?3) END,"
                        + " ended_at = CASE WHEN ?4 THEN ?3 END WHERE id = ?1",
                id,
                state.word(),
                at,
                state.ended());
    }

    static Order order(Row row) {
        return new Order(
                new EnvironmentName(row.text("environment")),
                new Generation(row.number("generation")),
                new CommitSha(row.text("sha")),
                row.text("repository"),
                row.text("branch"),
                EnvironmentStore.stack(row.textOrNull("stack")),
                row.flag("forced"),
                row.text("requested_by"),
                row.text("reason"),
                row.instant("requested_at"),
                row.text("accept_volume_change").lines().toList(),
                terms(row),
                row.text("overrides").lines().toList(),
                row.textOrNull("approved_by"));
    }

    /// What was ordered before there were terms was ordered on the usual ones.
    static Terms terms(Row row) {
        var json = row.textOrNull("terms");
        try {
            return json == null ? Terms.USUAL : Json.read(json, Terms.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read stored terms: " + e.getOriginalMessage());
        }
    }

    /// From then on it counts as accepted, by the coordinator's clock.
    static void witness(Transaction transaction, DeploymentId id, Instant at) {
        transaction.update(
                "UPDATE deployments SET accepted_at = ?"
                        + " WHERE id = ? AND state = 'accepted' AND accepted_at IS NULL",
                at,
                id);
    }

    private static Deployment deployment(Row row) {
        var state = DeploymentState.ofWord(row.text("state"));
        return new Deployment(
                new DeploymentId(row.text("id")),
                new EnvironmentName(row.text("environment")),
                new Generation(row.number("generation")),
                new CommitSha(row.text("sha")),
                row.text("requested_by"),
                row.text("reason"),
                row.flag("forced"),
                row.instant("requested_at"),
                state,
                state.ended() ? state : null,
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                "",
                row.text("overrides").lines().toList(),
                row.textOrNull("approved_by"),
                terms(row).contractBypass(),
                List.of(),
                null,
                List.of());
    }
}

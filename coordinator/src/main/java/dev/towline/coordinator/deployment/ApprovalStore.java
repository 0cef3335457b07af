package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The orders in the store that wait, or waited, for a second person.
final class ApprovalStore {
    private ApprovalStore() {}

    static void insert(
            Transaction transaction, PendingOrder pending, IdempotencyStore.@Nullable Key key) {
        transaction.update(
                "INSERT INTO approvals (id, environment, wish, requested_by, requested_at,"
                        + " expires_at, caller, key, fingerprint)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                pending.id(),
                pending.wish().environment(),
                Json.write(pending.wish()),
                pending.requestedBy(),
                pending.requestedAt(),
                pending.expiresAt(),
                key == null ? null : key.caller(),
                key == null ? null : key.key(),
                key == null ? null : key.fingerprint());
    }

    static Optional<PendingOrder> find(Reading reading, String id) {
        return reading.first(ApprovalStore::pending, "SELECT * FROM approvals WHERE id = ?", id);
    }

    /// The one that was asked for under this key.
    ///
    /// @throws Refusal 422 where the key was used for another request
    static Optional<PendingOrder> madeBefore(Reading reading, IdempotencyStore.Key key) {
        return reading.first(
                row -> {
                    IdempotencyStore.requireSame(key, row.text("fingerprint"));
                    return pending(row);
                },
                "SELECT * FROM approvals WHERE caller = ? AND key = ?"
                        + " ORDER BY requested_at DESC LIMIT 1",
                key.caller(),
                key.key());
    }

    /// Those that still wait, newest first.
    static List<PendingOrder> waiting(Reading reading, Instant now) {
        return reading.list(
                ApprovalStore::pending,
                "SELECT * FROM approvals WHERE deployment IS NULL AND expires_at > ?"
                        + " ORDER BY requested_at DESC, id",
                now);
    }

    static long waitingIn(Reading reading, EnvironmentName environment, Instant now) {
        return reading.first(
                        row -> row.number("waiting"),
                        "SELECT count(*) AS waiting FROM approvals"
                                + " WHERE environment = ? AND deployment IS NULL"
                                + " AND expires_at > ?",
                        environment,
                        now)
                .orElse(0L);
    }

    static void approved(Transaction transaction, PendingOrder pending, Order order) {
        transaction.update(
                "UPDATE approvals SET deployment = ?, approved_by = ? WHERE id = ?",
                order.deployment(),
                order.approvedBy(),
                pending.id());
    }

    static void expire(Transaction transaction, PendingOrder pending, Instant now) {
        transaction.update("UPDATE approvals SET expires_at = ? WHERE id = ?", now, pending.id());
    }

    /// Whether the token that it was asked for with was revoked since, or is over.
    static boolean isOrphaned(Reading reading, PendingOrder pending, Instant now) {
        return reading.first(
                        row -> row.text("id"),
                        "SELECT id FROM tokens WHERE id = ?"
                                + " AND (revoked_at IS NOT NULL OR expires_at <= ?)",
                        pending.wish().request().requester().token(),
                        now)
                .isPresent();
    }

    private static PendingOrder pending(Row row) {
        return new PendingOrder(
                row.text("id"),
                wish(row.text("wish")),
                row.text("requested_by"),
                row.instant("requested_at"),
                row.instant("expires_at"),
                Optional.ofNullable(row.textOrNull("deployment"))
                        .map(DeploymentId::new)
                        .orElse(null),
                row.textOrNull("approved_by"));
    }

    private static Wish wish(String json) {
        try {
            return Json.read(json, Wish.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read a stored wish: " + e.getOriginalMessage());
        }
    }
}

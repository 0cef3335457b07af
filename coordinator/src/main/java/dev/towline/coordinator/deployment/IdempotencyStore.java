package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.DeploymentId;
import java.time.Duration;
import java.util.Optional;

/// Orders by the key that their caller gave them, so that one that is sent again is not carried out
/// again.
final class IdempotencyStore {
    private static final Duration KEPT = Duration.ofDays(7);

    private IdempotencyStore() {}

    /// A caller's key for one request.
    ///
    /// @param fingerprint of what was asked for
    record Key(String caller, String key, String fingerprint) {}

    /// The order that was made under this key.
    ///
    /// @throws Refusal 422 where the key was used for another request
    static Optional<Order> madeBefore(Transaction transaction, Key key) {
        var made =
                transaction.first(
                        row -> new Made(row.text("fingerprint"), row.text("deployment")),
                        "SELECT * FROM idempotency WHERE caller = ? AND key = ?",
                        key.caller(),
                        key.key());
        if (made.filter(m -> !m.fingerprint().equals(key.fingerprint())).isPresent()) {
            throw Refusal.unusable(
                    "Idempotency-Key", "this key was used for another request", "a new key");
        }
        return made.flatMap(
                m -> DeploymentStore.order(transaction, new DeploymentId(m.deployment())));
    }

    private record Made(String fingerprint, String deployment) {}

    static void keep(Transaction transaction, Key key, Order order) {
        transaction.update(
                "DELETE FROM idempotency WHERE created_at < ?", order.requestedAt().minus(KEPT));
        transaction.update(
                "INSERT INTO idempotency (caller, key, fingerprint, deployment, created_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                key.caller(),
                key.key(),
                key.fingerprint(),
                order.deployment(),
                order.requestedAt());
    }
}

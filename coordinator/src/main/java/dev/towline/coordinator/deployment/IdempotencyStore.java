package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.DeploymentId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Orders by the key that their caller gave them, so that one that is sent again is not carried out
/// again.
final class IdempotencyStore {
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int LONGEST_KEY = 200;

    private IdempotencyStore() {}

    /// A caller's key for one request.
    ///
    /// @param fingerprint of what was asked for
    record Key(String caller, String key, String fingerprint) {

        /// The key that the request carries; null where it has none.
        static @Nullable Key in(Call call) {
            return call.header("Idempotency-Key")
                    .map(key -> Wanted.line("Idempotency-Key", key, LONGEST_KEY))
                    .map(key -> new Key(Act.of(call, Instant.EPOCH).who(), key, print(call)))
                    .orElse(null);
        }

        private static String print(Call call) {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                return call.environment()
                        + " "
                        + HexFormat.of().formatHex(digest.digest(call.bytes()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("no SHA-256", e);
            }
        }
    }

    /// What became of the request that was made under this key.
    ///
    /// @throws Refusal 422 where the key was used for another request
    static Optional<Given> given(Transaction transaction, Key key) {
        return madeBefore(transaction, key)
                .<Given>map(Given.Ordered::new)
                .or(() -> ApprovalStore.madeBefore(transaction, key).map(Given.Waiting::new));
    }

    static void requireSame(Key key, String fingerprint) {
        if (!key.fingerprint().equals(fingerprint)) {
            throw Refusal.unusable(
                    "Idempotency-Key", "this key was used for another request", "a new key");
        }
    }

    /// The order that was made under this key.
    ///
    /// @throws Refusal 422 where the key was used for another request
    private static Optional<Order> madeBefore(Transaction transaction, Key key) {
        var made =
                transaction.first(
                        row -> new Made(row.text("fingerprint"), row.text("deployment")),
                        "SELECT * FROM idempotency WHERE caller = ? AND key = ?",
                        key.caller(),
                        key.key());
        made.ifPresent(m -> requireSame(key, m.fingerprint()));
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

package dev.towline.coordinator.fleet;

import dev.towline.coordinator.access.Secret;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Join tokens in the store: each is good once, for one environment, for a while.
final class EnrolmentStore {
    private EnrolmentStore() {}

    private record Invitation(
            EnvironmentName environment,
            String hash,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    static void insert(Transaction transaction, Secret secret, Valid valid) {
        transaction.update(
                "INSERT INTO enrolments (id, environment, secret_hash, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                secret.id(),
                valid.environment(),
                secret.hash(),
                valid.from(),
                valid.until());
    }

    /// Uses the token up and says which environment it is for.
    ///
    /// @throws Refusal 401 where it is unknown, used or over
    static EnvironmentName redeem(Transaction transaction, Secret secret, Instant now) {
        var invitation =
                transaction
                        .first(
                                EnrolmentStore::invitation,
                                "SELECT * FROM enrolments WHERE id = ?",
                                secret.id())
                        .filter(found -> secret.has(found.hash()))
                        .orElseThrow(() -> Refusal.unauthenticated("the join token is unknown"));
        if (invitation.usedAt() != null) {
            throw Refusal.unauthenticated("the join token was used at " + invitation.usedAt());
        }
        if (!now.isBefore(invitation.expiresAt())) {
            throw Refusal.unauthenticated("the join token expired at " + invitation.expiresAt());
        }
        transaction.update("UPDATE enrolments SET used_at = ? WHERE id = ?", now, secret.id());
        return invitation.environment();
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                new EnvironmentName(row.text("environment")),
                row.text("secret_hash"),
                row.instant("expires_at"),
                row.instantOrNull("used_at"));
    }

    /// Where and when a join token is good.
    record Valid(EnvironmentName environment, Instant from, Instant until) {}
}

package dev.towline.coordinator.environment;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.ContractBypass;
import java.time.Instant;
import java.util.Optional;

/// The contract bypasses in the store, one for each environment at most.
public final class BypassStore {
    private BypassStore() {}

    /// The one that counts in orders that are given now.
    public static Optional<ContractBypass> ordered(
            Reading reading, EnvironmentName environment, Instant now) {
        return standing(reading, environment, now).map(GivenBypass::order);
    }

    static Optional<GivenBypass> standing(
            Reading reading, EnvironmentName environment, Instant now) {
        return reading.first(
                BypassStore::bypass,
                "SELECT * FROM contract_bypasses WHERE environment = ? AND expires_at > ?",
                environment,
                now);
    }

    static void put(Transaction transaction, EnvironmentName environment, GivenBypass bypass) {
        transaction.update(
                "INSERT OR REPLACE INTO contract_bypasses"
                        + " (environment, owner, reason, expires_at, given_by, given_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                environment,
                bypass.owner(),
                bypass.reason(),
                bypass.expiresAt(),
                bypass.givenBy(),
                bypass.givenAt());
    }

    static void remove(Transaction transaction, EnvironmentName environment) {
        transaction.update("DELETE FROM contract_bypasses WHERE environment = ?", environment);
    }

    private static GivenBypass bypass(Row row) {
        return new GivenBypass(
                row.text("owner"),
                row.text("reason"),
                row.instant("expires_at"),
                row.text("given_by"),
                row.instant("given_at"));
    }
}

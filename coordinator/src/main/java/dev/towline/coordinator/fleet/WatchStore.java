package dev.towline.coordinator.fleet;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was told of each agent last, so that a change is told once.
final class WatchStore {
    private static final String ENROLLED =
            "SELECT id, environment, host, drift, enrolled_at, last_contact, away_since"
                    + " FROM agents WHERE retired_at IS NULL";

    private WatchStore() {}

    /// @param drift empty: it runs its accepted release
    /// @param lastStored when something of it was last written down
    /// @param awaySince null: it is there
    record Watched(
            AgentId agent,
            EnvironmentName environment,
            String host,
            String drift,
            Instant lastStored,
            @Nullable Instant awaySince) {}

    static List<Watched> all(Reading reading) {
        return reading.list(WatchStore::watched, ENROLLED);
    }

    static Optional<Watched> find(Reading reading, AgentId agent) {
        return reading.first(WatchStore::watched, ENROLLED + " AND id = ?", agent);
    }

    static void putDrift(Transaction transaction, AgentId agent, String drift) {
        transaction.update("UPDATE agents SET drift = ? WHERE id = ?", drift, agent);
    }

    static void putAway(Transaction transaction, AgentId agent, @Nullable Instant since) {
        transaction.update("UPDATE agents SET away_since = ? WHERE id = ?", since, agent);
    }

    private static Watched watched(Row row) {
        var lastContact = row.instantOrNull("last_contact");
        return new Watched(
                new AgentId(row.text("id")),
                new EnvironmentName(row.text("environment")),
                row.text("host"),
                row.text("drift"),
                lastContact == null ? row.instant("enrolled_at") : lastContact,
                row.instantOrNull("away_since"));
    }
}

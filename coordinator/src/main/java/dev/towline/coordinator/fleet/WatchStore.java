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
    private static final String HEARD =
            "id, away_since, ifnull(last_contact, enrolled_at) AS last_stored";

    private WatchStore() {}

    /// @param drift empty: it runs its accepted release
    record Watched(EnvironmentName environment, String host, String drift, Heard heard) {
        AgentId agent() {
            return heard.agent();
        }
    }

    /// As much of an agent as is looked at again and again.
    ///
    /// @param lastStored when something of it was last written down
    /// @param awaySince null: it is there
    record Heard(AgentId agent, Instant lastStored, @Nullable Instant awaySince) {}

    static List<Heard> all(Reading reading) {
        return reading.list(
                WatchStore::heard, "SELECT " + HEARD + " FROM agents WHERE retired_at IS NULL");
    }

    static Optional<Watched> find(Reading reading, AgentId agent) {
        return reading.first(
                WatchStore::watched,
                "SELECT environment, host, drift, "
                        + HEARD
                        + " FROM agents WHERE retired_at IS NULL AND id = ?",
                agent);
    }

    static void putDrift(Transaction transaction, AgentId agent, String drift) {
        transaction.update("UPDATE agents SET drift = ? WHERE id = ?", drift, agent);
    }

    static void putAway(Transaction transaction, AgentId agent, @Nullable Instant since) {
        transaction.update("UPDATE agents SET away_since = ? WHERE id = ?", since, agent);
    }

    private static Watched watched(Row row) {
        return new Watched(
                new EnvironmentName(row.text("environment")),
                row.text("host"),
                row.text("drift"),
                heard(row));
    }

    private static Heard heard(Row row) {
        return new Heard(
                new AgentId(row.text("id")),
                row.instant("last_stored"),
                row.instantOrNull("away_since"));
    }
}

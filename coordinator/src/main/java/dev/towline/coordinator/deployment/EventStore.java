package dev.towline.coordinator.deployment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.DeploymentId;
import dev.towline.wire.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of each deployment in the store, numbered from 1 without gaps.
final class EventStore {
    private EventStore() {}

    /// An event as it is stored and shown.
    ///
    /// @param data JSON on one line
    record Event(long number, String type, @JsonRawValue String data) {}

    /// What an event tells.
    ///
    /// @param agent null where the coordinator tells it
    /// @param event JSON
    record Told(Instant at, @Nullable AgentId agent, @JsonRawValue String event) {
        static Told of(Instant at, @Nullable AgentId agent, Object event) {
            // Written by itself, for then its type is written too.
            return new Told(at, agent, Json.write(event));
        }
    }

    /// Appends an event and gives its number.
    static long append(Transaction transaction, DeploymentId deployment, String type, Told told) {
        long number = newest(transaction, deployment) + 1;
        transaction.update(
                "INSERT INTO events (deployment, number, type, data) VALUES (?, ?, ?, ?)",
                deployment,
                number,
                type,
                Json.write(told));
        return number;
    }

    private static long newest(Reading reading, DeploymentId deployment) {
        return reading.first(
                        row -> row.number("newest"),
                        "SELECT ifnull(max(number), 0) AS newest FROM events WHERE deployment = ?",
                        deployment)
                .orElse(0L);
    }

    static List<Event> after(Reading reading, DeploymentId deployment, long number, int limit) {
        return reading.list(
                row -> new Event(row.number("number"), row.text("type"), row.text("data")),
                "SELECT number, type, data FROM events WHERE deployment = ? AND number > ?"
                        + " ORDER BY number LIMIT ?",
                deployment,
                number,
                limit);
    }
}

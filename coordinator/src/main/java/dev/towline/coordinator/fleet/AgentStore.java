package dev.towline.coordinator.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.deployment.Contacts;
import dev.towline.coordinator.environment.Vm;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Hold;
import dev.towline.wire.Json;
import dev.towline.wire.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The enrolled agents.
///
/// When an agent last asked for something is kept in memory, for a poll must not cost a write; the
/// store has the time of its last report.
public final class AgentStore implements Vm.Directory {
    private final Database database;
    private final Contacts contacts;
    private final Seats seats = new Seats();

    public AgentStore(Database database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    Seats seats() {
        return seats;
    }

    void seen(AgentId agent, Instant at) {
        contacts.seen(agent, at);
    }

    /// Empty where it asked for nothing since the start.
    Optional<Instant> lastAsked(AgentId agent) {
        return contacts.of(agent);
    }

    /// Those that are enrolled now.
    public List<Vm> all() {
        return database.read(reading ->
                reading.list(
                        this::vm, "SELECT * FROM agents WHERE retired_at IS NULL ORDER BY id"));
    }

    @Override
    public List<Vm> of(EnvironmentName environment) {
        return database.read(reading ->
                reading.list(
                        this::vm,
                        "SELECT * FROM agents WHERE environment = ?"
                                + " AND retired_at IS NULL ORDER BY id",
                        environment));
    }

    static void insert(Transaction transaction, Vm vm) {
        transaction.update(
                "INSERT INTO agents (id, environment, host, enrolled_at) VALUES (?, ?, ?, ?)",
                vm.agent(),
                vm.environment(),
                vm.host(),
                vm.enrolledAt());
    }

    /// Gives whether there was such an agent.
    boolean retire(Transaction transaction, AgentId agent, Instant at) {
        transaction.afterCommit(() -> {
            contacts.forget(agent);
            seats.forget(agent);
        });
        return transaction.update(
                        "UPDATE agents SET retired_at = ? WHERE id = ? AND retired_at IS NULL",
                        at,
                        agent)
                == 1;
    }

    /// The highest sequence of the agent's reports that was taken in.
    static long lastSequence(Reading reading, AgentId agent) {
        return reading.first(
                        row -> row.number("last_sequence"),
                        "SELECT last_sequence FROM agents WHERE id = ?",
                        agent)
                .orElse(0L);
    }

    static void reported(Transaction transaction, AgentId agent, long sequence, Instant at) {
        transaction.update(
                "UPDATE agents SET last_sequence = ?, last_contact = ? WHERE id = ?",
                sequence,
                at,
                agent);
    }

    /// The hold that stood on the VM by its last report.
    static Optional<Hold> reportedHold(Reading reading, AgentId agent) {
        return reading.first(
                        row -> Optional.ofNullable(row.textOrNull("hold")),
                        "SELECT json_extract(status, '$.hold') AS hold FROM agents WHERE id = ?",
                        agent)
                .flatMap(it -> it)
                .map(it -> stored(it, Hold.class));
    }

    static void reported(Transaction transaction, AgentId agent, Status status) {
        transaction.update("UPDATE agents SET status = ? WHERE id = ?", Json.write(status), agent);
    }

    private Vm vm(Row row) {
        var agent = new AgentId(row.text("id"));
        return new Vm(
                agent,
                new EnvironmentName(row.text("environment")),
                row.text("host"),
                row.instant("enrolled_at"),
                latest(contacts.of(agent).orElse(null), row.instantOrNull("last_contact")),
                status(row.textOrNull("status")),
                seats.second(agent));
    }

    private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return Optional.ofNullable(one).orElse(other);
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Status status(@Nullable String json) {
        return json == null ? null : stored(json, Status.class);
    }

    private static <T> T stored(String json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read a stored status: " + e.getOriginalMessage());
        }
    }
}

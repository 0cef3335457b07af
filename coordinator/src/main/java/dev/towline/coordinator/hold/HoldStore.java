package dev.towline.coordinator.hold;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Holds;
import dev.towline.coordinator.watch.Holds.Held;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Hold;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The holds in the store: one for each environment as a whole, and one for each of its VMs.
///
/// Each change gives the environment's holds a number that is higher than any before: it follows
/// the clock, so that it also grows over what a backup that was put back had forgotten.
public final class HoldStore {
    private static final String WHOLE = "";

    private HoldStore() {}

    /// The holds of every environment that ever had one.
    public static Map<EnvironmentName, Holds> all(Reading reading) {
        var all = new LinkedHashMap<EnvironmentName, Holds>();
        reading.list(
                        row -> new EnvironmentName(row.text("name")),
                        "SELECT name FROM environments WHERE hold_number > 0 ORDER BY name")
                .forEach(name -> all.put(name, of(reading, name)));
        return all;
    }

    static Holds of(Reading reading, EnvironmentName environment) {
        return new Holds(
                number(reading, environment),
                reading.list(
                        HoldStore::held,
                        "SELECT * FROM holds WHERE environment = ? ORDER BY agent",
                        environment),
                reading.list(
                        HoldStore::released,
                        "SELECT agent, number FROM releases WHERE environment = ?",
                        environment));
    }

    private static long number(Reading reading, EnvironmentName environment) {
        return reading.first(
                        row -> row.number("hold_number"),
                        "SELECT hold_number FROM environments WHERE name = ?",
                        environment)
                .orElse(0L);
    }

    static boolean knows(Reading reading, EnvironmentName environment, AgentId agent) {
        return reading.first(
                        row -> row.text("id"),
                        "SELECT id FROM agents"
                                + " WHERE id = ? AND environment = ? AND retired_at IS NULL",
                        agent,
                        environment)
                .isPresent();
    }

    /// The one that stands for exactly this: the environment as a whole, or the VM.
    static Optional<Hold> standing(
            Reading reading, EnvironmentName environment, @Nullable AgentId agent, Instant now) {
        return reading.first(
                        HoldStore::held,
                        "SELECT * FROM holds WHERE environment = ? AND agent = ?",
                        environment,
                        scope(agent))
                .map(Held::hold)
                .filter(it -> it.standsAt(now));
    }

    /// Puts it in the place of one for the same.
    static Holds put(Transaction transaction, EnvironmentName environment, Held held, Instant now) {
        transaction.update(
                "INSERT OR REPLACE INTO holds"
                        + " (environment, agent, reason, held_by, since, until)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                environment,
                scope(held.agent()),
                held.hold().reason(),
                held.hold().user(),
                held.hold().since(),
                held.hold().until());
        return changed(transaction, environment, now);
    }

    /// Those that ended by themselves and that nobody was told of yet.
    static Map<EnvironmentName, List<Held>> expired(Reading reading, Instant now) {
        return reading
                .list(
                        row -> Map.entry(new EnvironmentName(row.text("environment")), held(row)),
                        "SELECT * FROM holds WHERE until <= ? AND end_told = 0"
                                + " ORDER BY environment, agent",
                        now)
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    static void endTold(Transaction transaction, Instant now) {
        transaction.update("UPDATE holds SET end_told = 1 WHERE until <= ? AND end_told = 0", now);
    }

    static Holds remove(
            Transaction transaction,
            EnvironmentName environment,
            @Nullable AgentId agent,
            Instant now) {
        transaction.update(
                "DELETE FROM holds WHERE environment = ? AND agent = ?", environment, scope(agent));
        return changed(transaction, environment, now);
    }

    /// What was left to people may be brought back, once.
    static Holds release(
            Transaction transaction,
            EnvironmentName environment,
            @Nullable AgentId agent,
            Instant now) {
        var number = changed(transaction, environment, now).number();
        transaction.update(
                "INSERT OR REPLACE INTO releases (environment, agent, number) VALUES (?, ?, ?)",
                environment,
                scope(agent),
                number);
        return of(transaction, environment);
    }

    private static Holds.Released released(Row row) {
        var agent = row.text("agent");
        return new Holds.Released(
                agent.equals(WHOLE) ? null : new AgentId(agent), row.number("number"));
    }

    private static Holds changed(
            Transaction transaction, EnvironmentName environment, Instant now) {
        transaction.update(
                "UPDATE environments SET hold_number = max (hold_number + 1, ?) WHERE name = ?",
                now,
                environment);
        return of(transaction, environment);
    }

    private static String scope(@Nullable AgentId agent) {
        return agent == null ? WHOLE : agent.value();
    }

    private static Held held(Row row) {
        var agent = row.text("agent");
        return new Held(
                agent.equals(WHOLE) ? null : new AgentId(agent),
                new Hold(
                        row.text("reason"),
                        row.text("held_by"),
                        null,
                        row.instant("since"),
                        row.instant("until")));
    }
}

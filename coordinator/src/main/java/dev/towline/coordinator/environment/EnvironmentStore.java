package dev.towline.coordinator.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The environments in the store.
public final class EnvironmentStore {
    private final Database database;

    public EnvironmentStore(Database database) {
        this.database = database;
    }

    /// The environment.
    ///
    /// @throws Refusal 404 where there is none of that name
    public static Environment existing(Reading reading, EnvironmentName name) {
        return find(reading, name).orElseThrow(() -> Refusal.notFound("environment " + name));
    }

    public static Optional<Environment> find(Reading reading, EnvironmentName name) {
        return reading.first(
                EnvironmentStore::environment, "SELECT * FROM environments WHERE name = ?", name);
    }

    public static List<EnvironmentName> names(Reading reading) {
        return reading.list(
                row -> new EnvironmentName(row.text("name")),
                "SELECT name FROM environments ORDER BY name");
    }

    Environment existing(EnvironmentName name) {
        return database.read(reading -> existing(reading, name));
    }

    List<Environment> all() {
        return database.read(reading ->
                reading.list(
                        EnvironmentStore::environment, "SELECT * FROM environments ORDER BY name"));
    }

    void put(Transaction transaction, Environment environment) {
        transaction.update(
                "INSERT INTO environments"
                        + " (name, repository, branch, stack, confirmation, created_at,"
                        + " updated_at, policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET repository = excluded.repository,"
                        + " branch = excluded.branch, stack = excluded.stack,"
                        + " confirmation = excluded.confirmation, updated_at = excluded.updated_at,"
                        + " policy = excluded.policy",
                environment.name(),
                environment.repository(),
                environment.branch(),
                environment.stack(),
                environment.policy().word(),
                environment.createdAt(),
                environment.updatedAt(),
                Json.write(environment.policy()));
    }

    private static Environment environment(Row row) {
        return new Environment(
                new EnvironmentName(row.text("name")),
                row.text("repository"),
                row.text("branch"),
                stack(row.textOrNull("stack")),
                policy(row),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    /// One that was defined before there were policies has its word only.
    private static PolicyDocument policy(Row row) {
        var json = row.textOrNull("policy");
        if (json == null) {
            return PolicyDocument.of(row.text("confirmation"));
        }
        try {
            return Json.read(json, PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read a stored policy: " + e.getOriginalMessage());
        }
    }

    /// Reads a stack descriptor as it was stored.
    public static @Nullable JsonNode stack(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            return Json.read(json, JsonNode.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("could not read a stored stack: " + e.getOriginalMessage());
        }
    }
}

package dev.towline.coordinator.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/// Brings the schema to the version that this program knows, one numbered file after the other.
///
/// The version is kept in the database itself (`PRAGMA user_version`) and changes in the same
/// transaction as the schema. A database of a newer program is refused and left as it is.
final class Migrations {
    static final int NEWEST = 10;

    /// What a version needs beyond its SQL, done after it in the same transaction.
    private static final Map<Integer, Consumer<Transaction>> STEPS =
            Map.of(7, AuditChaining::perform);

    private Migrations() {}

    static void apply(Connection connection) throws SQLException {
        int version = requireKnown(connection);
        for (int next = version + 1; next <= NEWEST; next++) {
            migrate(connection, next);
        }
    }

    /// Gives the version.
    ///
    /// @throws StoreException where the store is of a newer program
    static int requireKnown(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > NEWEST) {
            throw new StoreException(
                    "could not open the store: its schema has version "
                            + version
                            + ", and this program knows versions up to "
                            + NEWEST);
        }
        return version;
    }

    /// @throws StoreException where the store has an older schema, or a newer one
    static void requireNewest(Connection connection) throws SQLException {
        int version = version(connection);
        if (version != NEWEST) {
            throw new StoreException(
                    "could not read the store: its schema has version "
                            + version
                            + ", and this program reads version "
                            + NEWEST);
        }
    }

    private static int version(Connection connection) throws SQLException {
        return Integer.parseInt(Connections.pragma(connection, "user_version"));
    }

    private static void migrate(Connection connection, int version) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            statement.executeUpdate(script(version));
            STEPS.getOrDefault(version, _ -> {}).accept(new Transaction(connection));
            statement.executeUpdate("PRAGMA user_version = " + version);
            statement.executeUpdate("COMMIT");
        }
    }

    private static String script(int version) {
        var name = version + ".sql";
        try (var in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new StoreException("could not migrate the store: no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("could not read the script " + name, e);
        }
    }
}

package dev.towline.coordinator.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/// A store that is only read, from beside: its coordinator may run, or may not.
public final class StoreFile implements AutoCloseable {
    private final Connection connection;

    private StoreFile(Connection connection) {
        this.connection = connection;
    }

    /// Opens the store file of a coordinator's folder.
    ///
    /// @throws StoreException where there is none, or it has another schema than this program's
    public static StoreFile in(Path folder) {
        return of(folder.resolve(Database.FILE));
    }

    /// Opens a store file.
    ///
    /// @throws StoreException where there is none, or it has another schema than this program's
    public static StoreFile of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("could not read " + file + ": there is no such file");
        }
        try {
            var connection = new Connections(file).reading();
            try {
                Migrations.requireNewest(connection);
                return new StoreFile(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("could not read " + file, e);
        }
    }

    /// Reads from one consistent view, on the caller's thread.
    public <T> T read(Function<Reading, T> work) {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            try {
                return work.apply(new Transaction(connection));
            } finally {
                statement.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            throw new StoreException("could not read the store", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("could not close the store", e);
        }
    }
}

package dev.towline.coordinator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The queries and changes of one piece of work; all of it is kept, or nothing.
public final class Transaction implements Reading {
    private final Connection connection;
    private final Memory memory;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(Connection connection) {
        this(connection, new Memory());
    }

    Transaction(Connection connection, Memory memory) {
        this.connection = connection;
        this.memory = memory;
    }

    /// Changes rows.
    ///
    /// @return how many were changed
    public int update(String sql, @Nullable Object... arguments) {
        try (var statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("could not write", e);
        }
    }

    @Override
    public <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... arguments) {
        try (var statement = prepare(sql, arguments);
                var rows = statement.executeQuery()) {
            var row = new Row(rows);
            var values = new ArrayList<T>();
            while (rows.next()) {
                values.add(reader.read(row));
            }
            return List.copyOf(values);
        } catch (SQLException e) {
            throw new StoreException("could not read", e);
        }
    }

    @Override
    public <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... arguments) {
        return list(reader, sql, arguments).stream().findFirst();
    }

    /// Runs once the work is durable, before its caller goes on; must be quick and must not fail.
    /// It also runs where the caller no longer waits, so that no one misses news that was kept.
    public void afterCommit(Runnable news) {
        afterCommit.add(news);
    }

    /// Keeps a fact in the store's memory from the commit on, in place of an older one of its kind.
    public void remember(Object fact) {
        afterCommit(() -> memory.keep(fact));
    }

    List<Runnable> news() {
        return afterCommit;
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, stored(arguments[i]));
        }
        return statement;
    }

    private static @Nullable Object stored(@Nullable Object argument) {
        return switch (argument) {
            case null -> null;
            case Instant instant -> instant.toEpochMilli();
            case Boolean flag -> flag ? 1 : 0;
            case Number number -> number;
            case Object other -> other.toString();
        };
    }
}

package dev.towline.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row that a query stands on; only good inside its `RowReader`. Times are kept as
/// milliseconds.
public final class Row {
    private final ResultSet columns;

    Row(ResultSet columns) {
        this.columns = columns;
    }

    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        try {
            return columns.getString(column);
        } catch (SQLException e) {
            throw unreadable(column, e);
        }
    }

    public long number(String column) {
        try {
            return columns.getLong(column);
        } catch (SQLException e) {
            throw unreadable(column, e);
        }
    }

    public boolean flag(String column) {
        return number(column) != 0;
    }

    public Instant instant(String column) {
        return present(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        try {
            var millis = columns.getLong(column);
            return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
        } catch (SQLException e) {
            throw unreadable(column, e);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new StoreException("could not read the column " + column + ": it is null");
        }
        return value;
    }

    private static StoreException unreadable(String column, SQLException e) {
        return new StoreException("could not read the column " + column, e);
    }
}

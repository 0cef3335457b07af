package dev.towline.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// Opens connections with the settings that the guarantees rest on, and asserts them.
final class Connections {
    private final String url;

    Connections(Path file) {
        this.url = "jdbc:sqlite:" + file.toAbsolutePath();
    }

    /// The connection that may write: WAL, and each commit is on the disk before it returns.
    Connection writing() throws SQLException {
        var connection = settings().createConnection(url);
        require(connection, "journal_mode=WAL", "journal_mode", "wal");
        require(connection, "synchronous=FULL", "synchronous", "2");
        require(connection, "foreign_keys=ON", "foreign_keys", "1");
        require(connection, "trusted_schema=OFF", "trusted_schema", "0");
        return connection;
    }

    Connection reading() throws SQLException {
        var settings = settings();
        settings.resetOpenMode(SQLiteOpenMode.READWRITE);
        settings.resetOpenMode(SQLiteOpenMode.CREATE);
        settings.setOpenMode(SQLiteOpenMode.READONLY);
        return settings.createConnection(url);
    }

    private static SQLiteConfig settings() {
        var settings = new SQLiteConfig();
        settings.setBusyTimeout(5000);
        settings.enforceForeignKeys(true);
        return settings;
    }

    private static void require(Connection connection, String setting, String pragma, String wanted)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA " + setting);
        }
        var found = pragma(connection, pragma);
        if (!found.equals(wanted)) {
            throw new SQLException(
                    "the setting " + pragma + " is " + found + ", wanted is " + wanted);
        }
    }

    static String pragma(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA " + pragma)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}

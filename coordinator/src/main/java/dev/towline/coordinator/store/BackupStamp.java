package dev.towline.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;

/// The mark in a backup's file header (SQLite's application id) that tells it from the store it was
/// made of; so a coordinator that starts on a backup knows that it has forgotten something.
final class BackupStamp {
    /// "TLBK" in ASCII.
    private static final int BACKUP = 0x544c424b;

    private BackupStamp() {}

    static void set(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA application_id = " + BACKUP);
        }
    }

    /// Takes the stamp away.
    ///
    /// @return whether there was one
    static boolean take(Transaction transaction) {
        var stamped =
                transaction
                        .first(row -> row.number("application_id"), "PRAGMA application_id")
                        .filter(it -> it == BACKUP)
                        .isPresent();
        if (stamped) {
            transaction.update("PRAGMA application_id = 0");
        }
        return stamped;
    }
}

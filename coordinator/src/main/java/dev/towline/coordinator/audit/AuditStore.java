package dev.towline.coordinator.audit;

import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import java.util.List;

/// The audit log, which is only appended to (the database itself refuses anything else).
public final class AuditStore {
    private final Database database;

    public AuditStore(Database database) {
        this.database = database;
    }

    /// Appends an entry in the transaction of what it tells of, so that neither is without the
    /// other; the entry's number is given by the store.
    public static void append(Transaction transaction, AuditEntry entry) {
        transaction.update(
                "INSERT INTO audit (at, who, action, subject, reason, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                entry.at(),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.reason(),
                entry.detail());
    }

    List<AuditEntry> newestFirst(long before, int limit) {
        return database.read(reading ->
                reading.list(
                        AuditStore::entry,
                        "SELECT * FROM audit WHERE number < ?" + " ORDER BY number DESC LIMIT ?",
                        before,
                        limit));
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.number("number"),
                row.instant("at"),
                row.text("who"),
                row.text("action"),
                row.text("subject"),
                row.text("reason"),
                row.text("detail"));
    }
}

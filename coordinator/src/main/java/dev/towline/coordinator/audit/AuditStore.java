package dev.towline.coordinator.audit;

import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.chain.Entry;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.Transaction;
import dev.towline.wire.AuditHead;
import java.util.List;

/// The audit log, which is only appended to (the database itself refuses anything else).
public final class AuditStore {
    private final Database database;

    /// Opens the log; its head is known from then on without a query.
    public AuditStore(Database database) {
        this.database = database;
        database.write(transaction -> {
            var head = head(transaction);
            transaction.remember(head);
            return head;
        });
    }

    /// Appends an entry in the transaction of what it tells of, so that neither is without the
    /// other; the entry's number is given by the store.
    public static void append(Transaction transaction, Content content) {
        var entry = Entry.after(head(transaction), content);
        transaction.update(
                "INSERT INTO audit (number, at, who, origin, action, subject, reason, detail,"
                        + " outcome, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at(),
                entry.who(),
                entry.from(),
                entry.action(),
                entry.subject(),
                entry.reason(),
                entry.detail(),
                entry.outcome(),
                entry.previous(),
                entry.hash());
        transaction.remember(entry.head());
    }

    /// Where the log stands: the newest entry that is on the disk.
    public AuditHead head() {
        return database.memory().recall(AuditHead.class).orElse(Entry.NONE);
    }

    static AuditHead head(Reading reading) {
        return reading.first(
                        row -> new AuditHead(row.number("number"), row.text("hash")),
                        "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
                .orElse(Entry.NONE);
    }

    List<Entry> newestFirst(long before, int limit) {
        return database.read(reading ->
                reading.list(
                        AuditStore::entry,
                        "SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?",
                        before,
                        limit));
    }

    List<Entry> between(long after, long last, int limit) {
        return database.read(reading ->
                reading.list(
                        AuditStore::entry,
                        "SELECT * FROM audit WHERE number > ? AND number <= ?"
                                + " ORDER BY number LIMIT ?",
                        after,
                        last,
                        limit));
    }

    static List<Entry> after(Reading reading, long number, int limit) {
        return reading.list(
                AuditStore::entry,
                "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?",
                number,
                limit);
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.number("number"),
                row.instant("at"),
                row.text("who"),
                row.text("origin"),
                row.text("action"),
                row.text("subject"),
                row.text("reason"),
                row.text("detail"),
                row.text("outcome"),
                row.text("previous"),
                row.text("hash"));
    }
}

package dev.towline.coordinator.store;

import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.chain.Entry;
import dev.towline.wire.AuditHead;
import java.util.List;

/// Chains the entries of a store from before there was a chain, for SQLite has no SHA-256. They get
/// new numbers only where some were missing.
final class AuditChaining {
    private static final int AT_ONCE = 1000;

    private AuditChaining() {}

    private record Unchained(long number, Content content) {}

    static void perform(Transaction transaction) {
        var head = Entry.NONE;
        var page = page(transaction, 0);
        while (!page.isEmpty()) {
            for (var entry : page) {
                head = append(transaction, Entry.after(head, entry.content()));
            }
            page = page(transaction, page.getLast().number());
        }
        transaction.update("DROP TABLE audit_unchained");
    }

    private static List<Unchained> page(Transaction transaction, long after) {
        return transaction.list(
                row -> new Unchained(row.number("number"), content(row)),
                "SELECT * FROM audit_unchained WHERE number > ? ORDER BY number LIMIT ?",
                after,
                AT_ONCE);
    }

    /// Refused things were not told from others; the only ones that were kept had this name.
    private static Content content(Row row) {
        var action = row.text("action");
        return new Content(
                row.instant("at"),
                row.text("who"),
                "",
                action,
                row.text("subject"),
                row.text("reason"),
                row.text("detail"),
                action.equals("identity-in-use") ? Content.REFUSED : Content.DONE);
    }

    private static AuditHead append(Transaction transaction, Entry entry) {
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
        return entry.head();
    }
}

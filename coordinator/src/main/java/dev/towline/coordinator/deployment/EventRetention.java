package dev.towline.coordinator.deployment;

import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes the events of deployments that ended long ago, but for the last of each, which says how
/// it ended. Deployments themselves stay, and so does the audit log.
///
/// A few rows at a time, so that no order waits for it.
public final class EventRetention {
    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);
    private static final int AT_ONCE = 500;
    private static final int MOST_TIMES = 200;

    private final Database database;
    private final Rule rule;

    public EventRetention(Database database, Rule rule) {
        this.database = database;
        this.rule = rule;
    }

    /// Whose events are kept.
    ///
    /// @param age of deployments that ended no longer ago
    /// @param newest of so many deployments of each environment, whenever they ended
    public record Rule(Duration age, int newest) {
        public static final Rule USUAL = new Rule(Duration.ofDays(180), 50);

        public Rule {
            if (age.isNegative() || newest < 1) {
                throw new IllegalArgumentException(
                        "events are kept of 1 deployment at least, and for no negative time");
            }
        }
    }

    /// Removes what may go by now, or a large part of it.
    public void apply(Instant now) {
        int removed = 0;
        int last = AT_ONCE;
        for (int i = 0; i < MOST_TIMES && last == AT_ONCE; i++) {
            last = database.write(transaction -> remove(transaction, now.minus(rule.age())));
            removed += last;
        }
        if (removed > 0) {
            LOG.atInfo().addKeyValue("count", removed).log("Removed old events");
        }
    }

    private int remove(Transaction transaction, Instant before) {
        return transaction.update(
                "DELETE FROM events WHERE rowid IN (SELECT e.rowid FROM deployments d"
                        + " JOIN events e ON e.deployment = d.id"
                        + " WHERE d.ended_at < ? AND d.generation < (SELECT min (generation) FROM"
                        + " (SELECT generation FROM deployments WHERE environment = d.environment"
                        + " ORDER BY generation DESC LIMIT ?))"
                        + " AND e.number < (SELECT max (number) FROM events"
                        + " WHERE deployment = d.id) LIMIT ?)",
                before,
                rule.newest(),
                AT_ONCE);
    }
}

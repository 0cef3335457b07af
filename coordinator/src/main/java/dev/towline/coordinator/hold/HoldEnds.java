package dev.towline.coordinator.hold;

import dev.towline.coordinator.notify.HoldFact;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;

/// Notices holds that ended by themselves, for nobody does anything when they do.
public final class HoldEnds {
    private final Database database;
    private final InstantSource clock;

    public HoldEnds(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Looks at every hold; is to be done every few seconds.
    public void tick() {
        var now = clock.instant();
        if (!database.read(reading -> HoldStore.expired(reading, now)).isEmpty()) {
            database.write(transaction -> tell(transaction, now));
        }
    }

    /// Tells of those that it was not told of; before another takes the place of one, too.
    static int tell(Transaction transaction, Instant now) {
        var expired = HoldStore.expired(transaction, now);
        expired.forEach((environment, holds) ->
                holds.forEach(held ->
                        Outbox.tell(
                                transaction,
                                environment,
                                now,
                                HoldFact.expired(held.agent(), held.hold()))));
        HoldStore.endTold(transaction, now);
        return expired.size();
    }
}

package dev.towline.coordinator.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is still to be told, in the order in which it happened.
final class DeliveryStore {
    /// A receiver that was away for long is told the newest.
    static final int MOST_WAITING = 1000;

    /// The first of a receiver's; nothing is told before what was before it.
    private static final String HEADS =
            "SELECT d.* FROM receivers r JOIN deliveries d ON d.number ="
                    + " (SELECT min(number) FROM deliveries WHERE receiver = r.number)"
                    + " WHERE d.next_at <= ?";

    private DeliveryStore() {}

    static void add(Transaction transaction, long receiver, Notification notification) {
        transaction.update(
                "INSERT INTO deliveries (receiver, notification) VALUES (?, ?)",
                receiver,
                Json.write(notification));
        int tooMany =
                transaction.update(
                        "DELETE FROM deliveries WHERE receiver = ?1 AND number <= (SELECT number"
                                + " FROM deliveries WHERE receiver = ?1"
                                + " ORDER BY number DESC LIMIT 1 OFFSET ?2)",
                        receiver,
                        MOST_WAITING);
        if (tooMany > 0) {
            ReceiverStore.gaveUp(transaction, receiver, tooMany);
        }
    }

    static boolean hasNew(Reading reading) {
        return reading.first(
                        row -> row.number("number"),
                        "SELECT number FROM deliveries WHERE taken_at IS NULL LIMIT 1")
                .isPresent();
    }

    /// From now on they grow old.
    static int take(Transaction transaction, Instant now) {
        return transaction.update("UPDATE deliveries SET taken_at = ? WHERE taken_at IS NULL", now);
    }

    /// The receivers that there is something to tell now.
    static List<Long> due(Reading reading, Instant now) {
        return reading.list(row -> row.number("receiver"), HEADS, now);
    }

    static Optional<Delivery> due(Reading reading, long receiver, Instant now) {
        return reading.first(DeliveryStore::delivery, HEADS + " AND r.number = ?", now, receiver);
    }

    /// Gives whether it was still to be told.
    static boolean remove(Transaction transaction, Delivery delivery) {
        return transaction.update("DELETE FROM deliveries WHERE number = ?", delivery.number())
                == 1;
    }

    /// Gives how many there were that were taken before then.
    static int removeOlder(Transaction transaction, long receiver, Instant than) {
        return transaction.update(
                "DELETE FROM deliveries WHERE receiver = ? AND taken_at < ?", receiver, than);
    }

    /// Not where the receiver was defined anew while it was tried.
    static void again(Transaction transaction, Delivery delivery, Instant at) {
        transaction.update(
                "UPDATE deliveries SET attempts = attempts + 1, next_at = ?"
                        + " WHERE number = ? AND attempts = ?",
                at,
                delivery.number(),
                delivery.attempts());
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.number("number"),
                row.number("receiver"),
                notification(row.text("notification")),
                Optional.ofNullable(row.instantOrNull("taken_at")),
                (int) row.number("attempts"));
    }

    private static Notification notification(String json) {
        try {
            return Json.read(json, Notification.class);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "could not read a stored notification: " + e.getOriginalMessage());
        }
    }
}

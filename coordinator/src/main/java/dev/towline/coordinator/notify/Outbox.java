package dev.towline.coordinator.notify;

import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;

/// Where everything is put that is to be told.
///
/// It is written in the transaction that makes the thing so: what is told has happened, and what
/// has happened is told, whenever the process is killed. Whether anybody can be reached plays no
/// part.
public final class Outbox {
    private Outbox() {}

    /// Puts it in for each receiver that wants to be told.
    ///
    /// @param at when it became so, by whose clock soever
    public static void tell(
            Transaction transaction, EnvironmentName environment, Instant at, Fact fact) {
        var receivers = ReceiverStore.interested(transaction, environment, fact.topic());
        if (receivers.isEmpty()) {
            return;
        }
        var notification = Notification.of(environment, at, fact);
        for (long receiver : receivers) {
            DeliveryStore.add(transaction, receiver, notification);
        }
    }
}

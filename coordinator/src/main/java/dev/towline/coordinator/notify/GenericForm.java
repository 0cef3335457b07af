package dev.towline.coordinator.notify;

import dev.towline.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;

/// The notification as it is, signed.
record GenericForm(InstantSource clock) implements Form {
    @Override
    public Reply tell(Receiver receiver, Notification notification, Exchange exchange)
            throws InterruptedException {
        var body = Json.bytes(notification);
        var signature = Signature.of(body, receiver.requiredSecret(), clock.instant());
        return exchange.send(
                HttpRequest.newBuilder(receiver.url().uri())
                        .header("Content-Type", "application/json")
                        .header("Towline-Event", notification.event().word())
                        .header("Towline-Delivery", notification.id())
                        .header("Towline-Signature", signature)
                        .POST(BodyPublishers.ofByteArray(body)));
    }
}

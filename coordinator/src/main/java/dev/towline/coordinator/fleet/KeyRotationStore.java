package dev.towline.coordinator.fleet;

import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.StoreException;
import dev.towline.coordinator.store.Transaction;
import dev.towline.trust.Envelope;
import dev.towline.wire.Json;
import dev.towline.wire.KeyRotation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The rotations of the key in the store.
final class KeyRotationStore {
    private KeyRotationStore() {}

    /// The oldest first.
    static List<Envelope> all(Reading reading) {
        return reading.list(
                row -> envelope(row.text("document")),
                "SELECT document FROM key_rotations ORDER BY number");
    }

    static Optional<KeyRotation> newest(Reading reading) {
        return reading.first(
                row -> rotation(envelope(row.text("document"))),
                "SELECT document FROM key_rotations ORDER BY number DESC LIMIT 1");
    }

    static void insert(Transaction transaction, long number, Envelope document) {
        transaction.update(
                "INSERT INTO key_rotations (number, document) VALUES (?, ?)",
                number,
                Json.write(document));
    }

    static Envelope envelope(String document) {
        try {
            return Json.read(document, Envelope.class);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static KeyRotation rotation(Envelope envelope) {
        try {
            var payload = Base64.getDecoder().decode(envelope.payload());
            return Json.read(new String(payload, StandardCharsets.UTF_8), KeyRotation.class);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static StoreException unreadable(IOException e) {
        return new StoreException("could not read a rotation of the key: " + e.getMessage());
    }
}

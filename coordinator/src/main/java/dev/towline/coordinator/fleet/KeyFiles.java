package dev.towline.coordinator.fleet;

import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.StoreException;
import dev.towline.trust.Envelope;
import dev.towline.trust.SigningKey;
import dev.towline.trust.TrustException;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The key that orders are signed with, in `signing-key`, and the one that it is about to hand over
/// to, in `signing-key.next`; readable by the folder's owner alone. Beside them, how the one came
/// from those before it, in `signing-key.rotations`, a document a line: where a key goes, this
/// goes, too, whatever becomes of the store.
final class KeyFiles {
    private static final String NAME = "signing-key";
    private static final String NEXT = "signing-key.next";

    private static final String ROTATIONS = "signing-key.rotations";

    private final DataDirectory directory;

    KeyFiles(DataDirectory directory) {
        this.directory = directory;
    }

    /// The key, made at the first start. One that cannot be read is never replaced: every agent
    /// would have to be enrolled again.
    SigningKey readOrMake() {
        return read(NAME)
                .orElseGet(() -> {
                    var key = SigningKey.generate();
                    directory.writeSecret(NAME, key.encoded());
                    return key;
                });
    }

    Optional<SigningKey> kept() {
        return read(NAME);
    }

    Optional<SigningKey> next() {
        return read(NEXT);
    }

    /// Durable on return.
    void writeNext(SigningKey key) {
        directory.writeSecret(NEXT, key.encoded());
    }

    /// Makes it the key; durable on return, whenever it is done again.
    void promote(SigningKey next) {
        directory.writeSecret(NAME, next.encoded());
        forgetNext();
    }

    void forgetNext() {
        try {
            Files.deleteIfExists(directory.resolve(NEXT));
        } catch (IOException e) {
            throw new StoreException(
                    "could not delete " + directory.resolve(NEXT) + ": " + e.getMessage());
        }
    }

    /// The oldest first; none where there is no file.
    List<Envelope> rotations() {
        var file = directory.resolve(ROTATIONS);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(KeyRotationStore::envelope).toList();
        } catch (IOException e) {
            throw new StoreException("could not read " + file + ": " + e.getMessage());
        }
    }

    /// Durable on return.
    void writeRotations(List<Envelope> rotations) {
        directory.write(
                ROTATIONS,
                rotations.stream().map(it -> Json.write(it) + "\n").collect(Collectors.joining()));
    }

    private Optional<SigningKey> read(String name) {
        var file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SigningKey.decode(Files.readString(file)));
        } catch (IOException | TrustException e) {
            throw new StoreException("could not read the key " + file + ": " + e.getMessage());
        }
    }
}

package dev.towline.agent.link;

import dev.towline.disk.DurableFile;
import dev.towline.trust.VerifyingKey;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one key whose orders are obeyed: that of the enrolment, or the one that it handed over to.
///
/// It is on disk before anything is obeyed that the new key signed. May be used by several threads,
/// of which one changes it.
public final class PinnedKey {
    private final @Nullable DurableFile file;
    private volatile Pin pin;

    /// A key that is trusted, and how it came to be.
    ///
    /// @param enrolled the id of the key of the enrolment
    /// @param number of the rotation that brought it; zero: none
    /// @param retired the ids of those before it
    record Pin(String enrolled, VerifyingKey key, long number, List<String> retired) {
        Pin {
            retired = List.copyOf(retired);
        }

        static Pin of(VerifyingKey enrolled) {
            return new Pin(enrolled.id(), enrolled, 0, List.of());
        }
    }

    private PinnedKey(@Nullable DurableFile file, Pin pin) {
        this.file = file;
        this.pin = pin;
    }

    /// Kept in memory only.
    static PinnedKey of(Identity identity) {
        return new PinnedKey(null, Pin.of(identity.coordinatorKey()));
    }

    /// Reads what was kept beside the identity. What belongs to an earlier enrolment does not
    /// count.
    ///
    /// @throws LinkException where it cannot be read: an older key must not be believed again
    public static PinnedKey open(Path path, Identity identity) throws LinkException {
        var file = new DurableFile(path);
        var first = Pin.of(identity.coordinatorKey());
        try {
            var content = file.read();
            var kept = content.isEmpty() ? first : Json.read(content.get(), Pin.class);
            return new PinnedKey(file, kept.enrolled().equals(first.enrolled()) ? kept : first);
        } catch (IOException | RuntimeException e) {
            throw new LinkException("could not read the coordinator's key " + path + ": " + e, e);
        }
    }

    Pin pin() {
        return pin;
    }

    VerifyingKey key() {
        return pin.key();
    }

    /// Trusts another one; durable on return.
    void change(Pin next) throws IOException {
        if (file != null) {
            file.write(Json.bytes(next));
        }
        pin = next;
    }
}

package dev.towline.wire;

import dev.towline.trust.VerifyingKey;
import java.time.Instant;

/// The coordinator's key is another one from now on. Signed with both: the old key says that it
/// hands over, the new one that it is there.
///
/// @param number of the rotation, from 1
/// @param oldKey the id of the key that is retired by it
public record KeyRotation(
        long number, String oldKey, VerifyingKey newKey, Instant issuedAt, String reason) {
    /// The payload type of the envelope that carries it.
    public static final String PAYLOAD_TYPE = "application/vnd.towline.key-rotation+json";
}

package dev.towline.wire;

import dev.towline.trust.Envelope;
import java.util.List;

/// Every rotation that there was, oldest first; the body of `GET /api/v1/agent/keys`.
///
/// @param rotations each holds a `KeyRotation`
public record KeyRotations(List<Envelope> rotations) {
    public KeyRotations {
        rotations = Absent.orNone(rotations);
    }
}

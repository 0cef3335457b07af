package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of a token.
///
/// @param owner whom it stands for
/// @param expiresAt null: never
record Token(String id, Caller owner, String hash, Instant createdAt, @Nullable Instant expiresAt) {
    boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}

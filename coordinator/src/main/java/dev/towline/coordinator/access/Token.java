package dev.towline.coordinator.access;

import dev.towline.coordinator.http.Caller;
import java.time.Instant;

/// What is kept of a token.
///
/// @param owner whom it stands for
record Token(String id, Caller owner, String hash, Instant createdAt) {}

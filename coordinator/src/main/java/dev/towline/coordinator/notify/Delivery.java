package dev.towline.coordinator.notify;

import java.time.Instant;
import java.util.Optional;

/// One thing to tell one receiver.
///
/// @param receiver its number
/// @param takenAt since when it waits; empty: it was not looked at yet
/// @param attempts that failed
record Delivery(
        long number,
        long receiver,
        Notification notification,
        Optional<Instant> takenAt,
        int attempts) {}

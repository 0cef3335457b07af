package dev.towline.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a phase of a deployment went.
///
/// @param endedAt null while it is under way
/// @param moment the last that was said of it
public record PhaseStatus(
        Phase phase,
        Instant startedAt,
        @Nullable Instant endedAt,
        PhaseReport.Moment moment,
        String message) {}

package dev.towline.coordinator.http;

import java.time.Duration;
import java.time.Instant;

/// So many of something a minute, all at once or spread; not safe for several threads.
final class Allowance {
    private static final double MINUTE = 60_000;

    private final int perMinute;
    private double left;
    private Instant counted;
    private int refused;

    Allowance(int perMinute, Instant now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.counted = now;
    }

    /// Takes one.
    ///
    /// @return zero; or how long until there is one again
    Duration take(Instant now) {
        var passed = Math.max(0, Duration.between(counted, now).toMillis());
        left = Math.min(perMinute, left + passed * perMinute / MINUTE);
        counted = now;
        if (left < 1) {
            refused++;
            return Duration.ofMillis((long) Math.ceil((1 - left) * MINUTE / perMinute));
        }
        left--;
        refused = 0;
        return Duration.ZERO;
    }

    /// Whether the last `take` was the first in a row that got none.
    boolean isFirstRefusal() {
        return refused == 1;
    }
}

package dev.towline.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between tries that fail: from 1 s, doubling to 60 s, each shortened by chance to a half
/// at most, so that a thousand agents do not come back at the same moment.
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RandomGenerator chance;
    private Duration next = FIRST;

    Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    Duration pause() {
        var whole = next;
        var doubled = whole.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        var shortened = Duration.ofMillis((long) (whole.toMillis() * chance.nextDouble(0.5, 1)));
        return shortened.compareTo(FIRST) < 0 ? FIRST : shortened;
    }

    void reset() {
        next = FIRST;
    }
}

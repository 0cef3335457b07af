package dev.towline.coordinator.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// When a message that could not be delivered is sent again, and when no more.
///
/// @param first the pause after the first failure; doubles with each
/// @param longest the longest pause of our own
/// @param age how long a message is worth telling
/// @param jitter 0 to 1, so that many do not come at once
record Patience(Duration first, Duration longest, Duration age, DoubleSupplier jitter) {
    /// Whoever asks for a longer pause is asked again after this one.
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 20;

    static Patience usual(DoubleSupplier jitter) {
        return new Patience(
                Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofHours(24), jitter);
    }

    /// The next time, after so many attempts that failed.
    Instant next(int failures, Optional<Duration> askedFor, Instant now) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        // From half of the pause to the whole of it.
        var jittered = pause.toMillis() * (0.5 + jitter.getAsDouble() / 2);
        var own = Duration.ofMillis((long) jittered);
        return now.plus(askedFor.map(Patience::bounded).filter(it -> longer(it, own)).orElse(own));
    }

    private static Duration bounded(Duration askedFor) {
        return longer(askedFor, LONGEST_ASKED_FOR) ? LONGEST_ASKED_FOR : askedFor;
    }

    private static boolean longer(Duration one, Duration other) {
        return one.compareTo(other) > 0;
    }

    /// What was taken before then is not worth telling any more.
    Instant tooOld(Instant now) {
        return now.minus(age);
    }
}

package dev.towline.coordinator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Duration pause(double jitter, int failures, Optional<Duration> askedFor) {
        return Duration.between(NOW, Patience.usual(() -> jitter).next(failures, askedFor, NOW));
    }

    @Test
    void doublesThePauseUpToAQuarterOfAnHour() {
        var pauses =
                IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 40)
                        .mapToObj(i -> pause(1, i, Optional.empty()).toSeconds());

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
    }

    @Test
    void comesUpToTwiceAsSoonSoThatNotAllComeAtOnce() {
        assertThat(pause(0, 4, Optional.empty())).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void waitsAsLongAsItIsAskedButNoLongerThanAnHour() {
        assertThat(pause(1, 1, Optional.of(Duration.ofMinutes(7))))
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(pause(1, 1, Optional.of(Duration.ofDays(7)))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void doesNotComeSoonerThanItWouldByItself() {
        assertThat(pause(1, 4, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(40));
        assertThat(pause(1, 4, Optional.of(Duration.ofDays(-7)))).isEqualTo(Duration.ofSeconds(40));
    }
}

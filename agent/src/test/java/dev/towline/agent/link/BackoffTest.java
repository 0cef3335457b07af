package dev.towline.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackoffTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void growsToAMinuteAndNeverBeyond(long seed) {
        var backoff = new Backoff(new Random(seed));

        var pauses = IntStream.range(0, 12).mapToObj(_ -> backoff.pause()).toList();

        assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pauses)
                .allMatch(it -> it.compareTo(Duration.ofSeconds(1)) >= 0)
                .allMatch(it -> it.compareTo(Duration.ofSeconds(60)) <= 0);
        assertThat(pauses.subList(6, 12))
                .allMatch(it -> it.compareTo(Duration.ofSeconds(30)) >= 0)
                .doesNotHaveDuplicates();
    }

    @Test
    void beginsAnewAfterASuccess() {
        var backoff = new Backoff(new Random(1));
        IntStream.range(0, 12).forEach(_ -> backoff.pause());

        backoff.reset();

        assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(1));
    }
}

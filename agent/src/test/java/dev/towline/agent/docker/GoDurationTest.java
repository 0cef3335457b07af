package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "10s, PT10S",
        "1m30s, PT1M30S",
        "24h0m0s, PT24H",
        "1.5s, PT1.5S",
        "500ms, PT0.5S",
        "10µs, PT0.00001S",
        "7ns, PT0.000000007S"
    })
    void isRead(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "10", "1d", "-1s", "1s2", "1 s"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.towline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "60s, PT1M", "10m, PT10M", "1h30m, PT1H30M", "2d, PT48H"})
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "s", "-5s", "1.5s", "1 m", "9999999999s", "PT1M"})
    void refusesAnythingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}

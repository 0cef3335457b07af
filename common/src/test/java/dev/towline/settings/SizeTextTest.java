package dev.towline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizeTextTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "2KiB, 2048", "512MiB, 536870912", "1TiB, 1099511627776"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(SizeText.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "1GB", "1g", "-1GiB", "1.5GiB", "1 GiB", "1000000TiB"})
    void refusesAnythingElse(String text) {
        assertThat(SizeText.parse(text)).isEmpty();
    }
}

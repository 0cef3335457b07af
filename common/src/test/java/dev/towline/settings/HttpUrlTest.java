package dev.towline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:7450", "https://towline.example.org", "https://[::1]/a"})
    void takesUrlsOfServers(String text) {
        assertThat(HttpUrl.parse(text)).contains(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "towline.example.org",
                "towline:7450",
                "ftp://towline",
                "https://",
                "https://jen@towline",
                "https://towline?a",
                "https://towline#a",
                "https://tow line"
            })
    void refusesEverythingElse(String text) {
        assertThat(HttpUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:7450, false",
        "http://[::1]:7450, false",
        "http://localhost, false",
        "https://towline.example.org, false",
        "http://towline.example.org, true",
        "http://10.0.0.1, true",
        "http://localhost.example.org, true"
    })
    void tellsWhetherATokenCanBeReadOnTheWay(URI url, boolean inTheClear) {
        assertThat(HttpUrl.isInTheClear(url)).isEqualTo(inTheClear);
    }
}

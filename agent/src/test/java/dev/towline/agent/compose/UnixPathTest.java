package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnixPathTest {
    @ParameterizedTest
    @CsvSource({
        "., /srv/app",
        "./a//b/, /srv/app/a/b",
        "../up, /srv/up",
        "../../../../up, /up",
        "a/../../b, /srv/b",
        "/abs/../é/., /é"
    })
    void resolvesAsCompose(String path, String expected) {
        assertThat(UnixPath.resolve("/srv/app", path)).isEqualTo(expected);
    }
}

package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io, library/busybox, latest",
        "busybox:1.36, docker.io, library/busybox, 1.36",
        "team/api, docker.io, team/api, latest",
        "docker.io/busybox:1, docker.io, library/busybox, 1",
        "index.docker.io/team/api:1, docker.io, team/api, 1",
        "localhost/api:sha-0123456, localhost, api, sha-0123456",
        "127.0.0.1:5000/api, 127.0.0.1:5000, api, latest",
        "[::1]:5000/a/b:t, [::1]:5000, a/b, t",
        "ghcr.io/team/deep/api_x:V1.2-rc_3, ghcr.io, team/deep/api_x, V1.2-rc_3"
    })
    void isTakenApart(String text, String registry, String repository, String tag) {
        assertThat(ImageReference.parse(text))
                .isEqualTo(new ImageReference(registry, repository, tag, null));
    }

    @Test
    void aDigestStandsForTheTag() {
        var pinned = ImageReference.parse("ghcr.io/team/api@" + DIGEST);

        assertThat(pinned).isEqualTo(new ImageReference("ghcr.io", "team/api", null, DIGEST));
        assertThat(pinned.version()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("ghcr.io/team/api:1@" + DIGEST).version())
                .isEqualTo(DIGEST);
    }

    @Test
    void shortAndLongNamesAreTheSameRepository() {
        assertThat(
                        ImageReference.parse("docker.io/library/busybox:1")
                                .sameRepository("busybox@" + DIGEST))
                .isTrue();
        assertThat(ImageReference.parse("ghcr.io/busybox:1").sameRepository("busybox@" + DIGEST))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "api:",
                "Team/API",
                "api:a b",
                "api@sha256:12",
                "/api",
                "a//b",
                "api/",
                "host:port/api",
                "api:1\r\nX: y",
                "api?x=1"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

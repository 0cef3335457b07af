package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.git.RepositoryAddress.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org/team/shop.git, HTTP",
        "https://example.org:8443/shop, HTTP",
        "http://127.0.0.1:3000/shop, HTTP",
        "http://localhost/shop, HTTP",
        "git://localhost/shop, GIT",
        "ssh://git@example.org:2222/team/shop.git, SSH",
        "git@example.org:team/shop.git, SSH",
        "example.org:team/shop.git, SSH",
        "file:///srv/git/shop.git, FILE",
        "/srv/git/shop.git, FILE"
    })
    void acceptsWhatItCanReachSafely(String text, Way way) {
        assertThat(RepositoryAddress.parse(text).way()).isEqualTo(way);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://example.org/shop",
                "git://example.org/shop",
                "ftp://example.org/shop",
                "ext::sh -c whoami",
                "relative/shop",
                "../shop",
                "-oProxyCommand=x:shop",
                "ssh://-oProxyCommand=x/shop",
                "ssh://-oUser@example.org/shop",
                "-u@example.org:shop",
                "example.org:-x",
                "git@example.org:shop\nhost"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> RepositoryAddress.parse(text)).isInstanceOf(GitException.class);
    }

    @Test
    void refusesAPasswordWithoutRepeatingIt() {
        assertThatThrownBy(() -> RepositoryAddress.parse("https://ann:s3cret@example.org/shop"))
                .isInstanceOf(GitException.class)
                .hasMessage(
                        "could not use the repository https://ann@example.org/shop: a password"
                                + " belongs into a token file");
    }

    @Test
    void saysWhichSchemeIsNotSupported() {
        assertThatThrownBy(() -> RepositoryAddress.parse("ftp://example.org/shop"))
                .hasMessage(
                        "could not use the repository ftp://example.org/shop: the scheme ftp is not"
                                + " supported");
    }
}

package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RemoteTest {
    private final Remote remote =
            new Remote(
                    RepositoryAddress.parse("https://example.org/shop"),
                    new GitAccess.TokenFile(Path.of("/run/token")),
                    Optional.of("s3cret"),
                    new Deadline(Duration.ofMinutes(1)));

    @Test
    void describesWithoutTheTokenEvenIfTheHostSendsItBack() {
        var failure = new IOException("broken", new IOException("you sent\n\u001b[31m s3cret"));

        assertThat(remote.describe(failure)).isEqualTo("broken: you sent [31m (token)");
    }

    @Test
    void keepsBeginAndEndOfALongMessage() {
        var failure = new IOException("begin" + "-".repeat(100_000) + "end");

        assertThat(remote.describe(failure)).startsWith("begin").endsWith("end").hasSize(503);
    }

    @Test
    void doesNotPrintTheToken() {
        assertThat(remote.toString()).doesNotContain("s3cret");
    }
}

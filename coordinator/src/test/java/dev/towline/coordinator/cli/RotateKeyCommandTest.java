package dev.towline.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.Coordinator;
import dev.towline.coordinator.CoordinatorConfig;
import dev.towline.coordinator.TestCommand;
import dev.towline.trust.SigningKey;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotateKeyCommandTest {
    @TempDir private Path data;
    private final StringWriter said = new StringWriter();

    private Coordinator coordinator() {
        return Coordinator.start(
                new CoordinatorConfig(data, "127.0.0.1", 0, InstantSource.system()));
    }

    private int rotate(String... more) {
        var arguments = new String[] {"rotate-key", "--data", data.toString()};
        var all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return TestCommand.run(said, all);
    }

    private String key() throws Exception {
        var encoded = Files.readString(data.resolve("signing-key"));
        return SigningKey.decode(encoded).verifyingKey().id();
    }

    @Test
    void hasARunningCoordinatorRotateItsKey() throws Exception {
        try (var _ = coordinator()) {
            var old = key();

            assertThat(rotate("--reason", "yearly")).as(said.toString()).isEqualTo(0);

            assertThat(key()).isNotEqualTo(old);
            assertThat(said.toString())
                    .startsWith("rotation 1: the key " + old + " handed over to ");
        }
    }

    @Test
    void saysSoWhereNoneRuns() throws IOException {
        coordinator().close();
        var before = Files.readString(data.resolve("signing-key"));

        assertThat(rotate("--reason", "yearly")).isEqualTo(1);

        assertThat(said.toString())
                .startsWith(
                        "towline coordinator rotate-key: could not ask the coordinator that"
                                + " runs: nobody answers at http://");
        assertThat(data.resolve("signing-key")).hasContent(before);
    }

    @Test
    void saysWhatTheCoordinatorSays() throws IOException {
        try (var _ = coordinator()) {
            var other = Files.writeString(data.resolve("other-token"), "tl_wrong\n");

            assertThat(rotate("--reason", "yearly", "--token-file", other.toString())).isEqualTo(1);

            assertThat(said.toString()).contains("it answers 401: ");
        }
    }

    @Test
    void asksForAReason() {
        assertThat(rotate()).isEqualTo(2);
    }
}

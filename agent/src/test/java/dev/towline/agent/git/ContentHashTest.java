package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentHashTest {
    @TempDir Path disk;
    private Path release;

    @BeforeEach
    void makeRelease() throws IOException {
        release = disk.resolve("release");
        Files.createDirectories(release.resolve("conf/d"));
        Files.writeString(release.resolve("conf/a"), "1");
        Files.writeString(release.resolve("conf/d/b"), "2");
        Files.writeString(release.resolve("other"), "3");
    }

    private Optional<String> hash(String path) {
        return ContentHash.of(release, path);
    }

    @Test
    void staysTheSameWhenSomethingElseChanges() throws IOException {
        var before = hash("conf");

        Files.writeString(release.resolve("other"), "changed");

        assertThat(hash("conf")).isPresent().isEqualTo(before);
        assertThat(hash("./conf/")).isEqualTo(before);
    }

    @Test
    void changesWithContentNameAndExecBit() throws IOException {
        var original = hash("conf");
        Files.writeString(release.resolve("conf/d/b"), "x");
        var content = hash("conf");
        Files.move(release.resolve("conf/d/b"), release.resolve("conf/d/c"));
        var name = hash("conf");
        assertThat(release.resolve("conf/a").toFile().setExecutable(true)).isTrue();
        var executable = hash("conf");

        assertThat(Set.of(original, content, name, executable)).hasSize(4);
    }

    @Test
    void hashesOneFileWhateverItsName() throws IOException {
        Files.copy(release.resolve("conf/a"), release.resolve("copy"));

        assertThat(hash("conf/a")).isPresent().isEqualTo(hash("copy"));
        assertThat(hash("conf/a")).isNotEqualTo(hash("other"));
    }

    @Test
    void followsALinkToTheMountedPlace() throws IOException {
        Files.createSymbolicLink(release.resolve("current"), Path.of("conf"));

        assertThat(hash("current")).isPresent().isEqualTo(hash("conf"));
    }

    @Test
    void isEmptyWhereNothingIsTracked() throws IOException {
        Files.writeString(disk.resolve("outside"), "x");

        assertThat(hash("data")).isEmpty();
        assertThat(hash("../outside")).isEmpty();
        assertThat(hash("/etc/passwd")).isEmpty();
    }
}

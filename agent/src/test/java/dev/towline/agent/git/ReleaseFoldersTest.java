package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFoldersTest {
    private static final CommitSha KEPT = new CommitSha("a".repeat(40));
    private static final CommitSha OLD = new CommitSha("b".repeat(40));

    @TempDir private Path folder;
    private Path releases;

    @BeforeEach
    void releases() throws IOException {
        releases = folder.resolve("releases");
        for (var sha : List.of(KEPT, OLD)) {
            Files.createDirectories(releases.resolve(sha.hex()).resolve("conf"));
            Files.writeString(releases.resolve(sha.hex()).resolve("conf/app.txt"), "one");
            Files.writeString(releases.resolve(sha.hex() + ".commit"), "proof");
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(releases)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void deletesAllButThoseThatAreKept() throws Exception {
        var deleted = new ReleaseFolders(releases).keepOnly(Set.of(KEPT));

        assertThat(deleted).isEqualTo(1);
        assertThat(names()).containsExactly(KEPT.hex(), KEPT.hex() + ".commit");
        assertThat(releases.resolve(KEPT.hex()).resolve("conf/app.txt")).hasContent("one");
    }

    @Test
    void deletesWhatACrashLeftHalfDone() throws Exception {
        Files.createDirectory(releases.resolve(AtomicFile.MARK + OLD.hex()));

        new ReleaseFolders(releases).keepOnly(Set.of(KEPT, OLD));
        new ReleaseFolders(releases).keepOnly(Set.of(KEPT));

        assertThat(names()).containsExactly(KEPT.hex(), KEPT.hex() + ".commit");
    }

    @Test
    void leavesWhatIsNoRelease() throws Exception {
        Files.createDirectory(releases.resolve("notes of a person"));

        new ReleaseFolders(releases).keepOnly(Set.of(KEPT));

        assertThat(names()).contains("notes of a person");
    }

    @Test
    void deletesALinkAndNotWhatItPointsTo() throws Exception {
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("data"), "precious");
        Files.createSymbolicLink(releases.resolve(OLD.hex()).resolve("link"), outside);

        new ReleaseFolders(releases).keepOnly(Set.of(KEPT));

        assertThat(releases.resolve(OLD.hex())).doesNotExist();
        assertThat(outside.resolve("data")).hasContent("precious");
    }

    @Test
    void hasNothingToDeleteBeforeTheFirstRelease() {
        assertThat(new ReleaseFolders(folder.resolve("none")).keepOnly(Set.of())).isZero();
    }
}

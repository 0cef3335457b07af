package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody changed in the project folder, and how it is saved.
final class FileEditsTest {
    @TempDir Path disk;

    private Path folder(String name, Map<String, String> files) throws IOException {
        Path folder = Files.createDirectories(disk.resolve(name));
        for (var file : new TreeMap<>(files).entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        for (TrackedFile file : TrackedFiles.of(folder).all()) {
            contents.put(file.path(), Files.readString(file.source()));
        }
        return contents;
    }

    @Test
    void findsEditedAndDeletedFiles() throws IOException {
        Path applied = folder("applied", Map.of("a", "1", "b", "2", "c", "3", "d/e", "4"));
        Path project =
                folder("project", Map.of("a", "1", "b", "edited", "d", "a file", ".env", ""));

        var edits = ProjectFiles.edited(applied, project);

        assertThat(edits)
                .containsExactly(
                        new FileEdit.Changed("b"),
                        new FileEdit.Deleted("c"),
                        new FileEdit.Deleted("d/e"));
    }

    @Test
    void findsAFileThatMayBeExecutedNow() throws IOException {
        Path applied = folder("applied", Map.of("a", "1", "run", "2"));
        Path project = folder("project", Map.of("a", "1", "run", "2"));
        mayBeExecuted(project.resolve("run"));

        var edits = ProjectFiles.edited(applied, project);

        assertThat(edits).containsExactly(new FileEdit.ModeChanged("run"));
        assertThat(EditDiff.of(edits, applied, project))
                .isEqualTo(
                        """
                        --- a/run
                        +++ b/run
                        old mode 100644
                        new mode 100755
                        """);
    }

    private static void mayBeExecuted(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String diff(Path applied, Path project) {
        return EditDiff.of(ProjectFiles.edited(applied, project), applied, project);
    }

    @Test
    void showsWhatDiffersAsAUnifiedDiff() throws IOException {
        Path applied = folder("applied", Map.of("a", "1\n2\n3\n4\n5\n6\n7\n", "b", "gone\n"));
        Path project = folder("project", Map.of("a", "1\n2\n3\n4\nfive\n6\n7\n"));

        assertThat(diff(applied, project))
                .isEqualTo(
                        """
                        --- a/a
                        +++ b/a
                        @@ -2,6 +2,6 @@
                         2
                         3
                         4
                        -5
                        +five
                         6
                         7
                        --- a/b
                        +++ /dev/null
                        deleted on the VM
                        """);
    }

    @Test
    void saysWhatCannotBeShownAsText() throws IOException {
        Path applied = folder("applied", Map.of("binary", "1\0", "folder", "2", "link", "3\n"));
        Path project = folder("project", Map.of("binary", "2\0", "folder/x", "2"));
        Files.createSymbolicLink(project.resolve("link"), Path.of("/etc/passwd"));

        assertThat(diff(applied, project))
                .contains("--- a/binary\n+++ b/binary\nbinary files differ\n")
                .contains("it is a folder on the VM\n")
                .contains("-3\n+link to /etc/passwd\n");
    }

    @Test
    void boundsWhatItShows() throws IOException {
        Path applied = folder("applied", Map.of("a", "", "b", "", "c", "1", "large", ""));
        Path project =
                folder(
                        "project",
                        Map.of(
                                "a",
                                "a line\n".repeat(50),
                                "b",
                                "x".repeat(20_000) + "\n",
                                "c",
                                "2",
                                "large",
                                "x".repeat(300_000)));

        var diff = diff(applied, project);

        assertThat(diff).hasSizeLessThan(17_000).endsWith(" lines more\n");
        assertThat(diff.lines().filter(it -> it.equals("+a line"))).hasSize(50);

        write(project.resolve("a"), "a line\n".repeat(500));
        assertThat(diff(applied, project).lines()).hasSize(201);

        Files.delete(applied.resolve("a"));
        Files.delete(applied.resolve("b"));
        assertThat(diff(applied, project)).contains("it is too large to be compared\n");
    }

    @Test
    void keepsCopiesOfTheNewestEditsOnly() throws IOException {
        Path project = folder("project", Map.of("conf/a", "edited"));
        var edits = List.<FileEdit>of(new FileEdit.Changed("conf/a"), new FileEdit.Deleted("b"));
        var copies = new EditedCopies(disk.resolve("edited"));

        for (var time = 10; time < 25; time++) {
            var kept = copies.keep(edits, project, "t" + time);
            assertThat(contents(kept)).isEqualTo(Map.of("conf/a", "edited"));
        }

        try (var all = Files.list(disk.resolve("edited"))) {
            assertThat(all.map(it -> it.getFileName().toString()).sorted().toList())
                    .hasSize(10)
                    .startsWith("t15")
                    .endsWith("t24");
        }
    }

    @Test
    void namesUntrackedFilesThatWouldBeOverwritten() throws IOException {
        Path old = folder("old", Map.of("a", "1"));
        Path release = folder("release", Map.of("a", "2", "b", "new", "c", "same", "d", "4"));
        Path project = folder("project", Map.of("a", "edited", "b", "own", "c", "same"));

        var paths = ProjectFiles.untrackedInTheWay(release, Optional.of(old), project);

        assertThat(paths).containsExactly("b");
    }

    @Test
    void savesFilesAside() throws IOException {
        Path project = folder("project", Map.of("a", "1", "conf/b", "2"));
        Path aside = disk.resolve("saved/aside");

        ProjectFiles.saveAside(List.of("conf/b", "deleted"), project, aside);

        assertThat(contents(aside)).isEqualTo(Map.of("conf/b", "2"));
    }

    @Test
    void savesNothingOutsideTheProject() throws IOException {
        Path project = folder("project", Map.of("a", "1"));

        assertThatThrownBy(
                        () -> ProjectFiles.saveAside(List.of("../x"), project, disk.resolve("s")))
                .isInstanceOf(GitException.class);
    }
}

package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

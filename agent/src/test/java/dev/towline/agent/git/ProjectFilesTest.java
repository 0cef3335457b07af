package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFilesTest {
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

    private static Object inode(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void fillsANewFolder() throws IOException {
        Path release = folder("release", Map.of("a", "1", "dir/b", "2"));

        var brought = ProjectFiles.bringTo(release, Optional.empty(), disk.resolve("new/project"));

        assertThat(brought).isEqualTo(new Brought(List.of("a", "dir/b"), List.of(), List.of()));
        assertThat(contents(disk.resolve("new/project"))).isEqualTo(Map.of("a", "1", "dir/b", "2"));
    }

    @Test
    void changesWhatDiffersAndLeavesUntrackedFilesAlone() throws IOException {
        Path old = folder("old", Map.of("a", "1", "gone/b", "2", "same", "s"));
        Path release = folder("release", Map.of("a", "new", "same", "s"));
        Path project =
                folder(
                        "project",
                        Map.of(
                                "a",
                                "1",
                                "gone/b",
                                "2",
                                "same",
                                "s",
                                ".env",
                                "SECRET=1",
                                "data/db",
                                "rows"));
        Object env = inode(project.resolve(".env"));
        Object same = inode(project.resolve("same"));

        var brought = ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(brought).isEqualTo(new Brought(List.of("a"), List.of("gone/b"), List.of()));
        assertThat(contents(project))
                .isEqualTo(Map.of("a", "new", "same", "s", ".env", "SECRET=1", "data/db", "rows"));
        assertThat(project.resolve("gone")).doesNotExist();
        assertThat(inode(project.resolve(".env"))).isEqualTo(env);
        assertThat(inode(project.resolve("same"))).isEqualTo(same);
    }

    @Test
    void doesNothingTheSecondTime() throws IOException {
        Path old = folder("old", Map.of("a", "1", "b", "2"));
        Path release = folder("release", Map.of("a", "new"));
        Path project = folder("project", Map.of("a", "1", "b", "2"));
        ProjectFiles.bringTo(release, Optional.of(old), project);
        Object inode = inode(project.resolve("a"));

        var again = ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(again).isEqualTo(new Brought(List.of(), List.of(), List.of()));
        assertThat(inode(project.resolve("a"))).isEqualTo(inode);
    }

    @Test
    void movesARenamedFile() throws IOException {
        Path old = folder("old", Map.of("conf/a.conf", "x"));
        Path release = folder("release", Map.of("conf/b.conf", "x"));
        Path project = folder("project", Map.of("conf/a.conf", "x"));
        Object mounted = inode(project.resolve("conf"));

        ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(contents(project)).isEqualTo(Map.of("conf/b.conf", "x"));
        assertThat(inode(project.resolve("conf"))).isEqualTo(mounted);
    }

    @Test
    void replacesAFileByAFolderAndBack() throws IOException {
        Path file = folder("file", Map.of("conf", "x"));
        Path tree = folder("tree", Map.of("conf/deep/a", "1", "conf/b", "2"));
        Path project = folder("project", Map.of("conf", "x"));

        ProjectFiles.bringTo(tree, Optional.of(file), project);
        var there = contents(project);
        ProjectFiles.bringTo(file, Optional.of(tree), project);

        assertThat(there).isEqualTo(Map.of("conf/deep/a", "1", "conf/b", "2"));
        assertThat(contents(project)).isEqualTo(Map.of("conf", "x"));
    }

    @Test
    void leavesAnEditedFileThatTheReleaseNoLongerHas() throws IOException {
        Path old = folder("old", Map.of("a", "1"));
        Path release = folder("release", Map.of("b", "2"));
        Path project = folder("project", Map.of("a", "edited"));

        var brought = ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(brought).isEqualTo(new Brought(List.of("b"), List.of(), List.of("a")));
        assertThat(contents(project)).isEqualTo(Map.of("a", "edited", "b", "2"));
    }

    @Test
    void finishesWhatACrashInterrupted() throws IOException {
        Path old = folder("old", Map.of("a", "1", "dir/b", "2", "c", "3"));
        Path release = folder("release", Map.of("a", "new", "dir/b", "new"));
        Path project =
                folder(
                        "project",
                        Map.of(
                                "a",
                                "new",
                                "dir/b",
                                "2",
                                "c",
                                "3",
                                "dir/.towline-tmp-12",
                                "ne",
                                "data/.towline-tmp-no",
                                "not ours"));

        ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(contents(project))
                .isEqualTo(Map.of("a", "new", "dir/b", "new", "data/.towline-tmp-no", "not ours"));
    }

    @Test
    void setsAndTakesTheExecBitInPlace() throws IOException {
        Path release = folder("release", Map.of("run.sh", "x", "plain", "y"));
        Files.setPosixFilePermissions(
                release.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path project = folder("project", Map.of("run.sh", "x", "plain", "y"));
        Files.setPosixFilePermissions(
                project.resolve("run.sh"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(
                project.resolve("plain"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Object inode = inode(project.resolve("run.sh"));

        ProjectFiles.bringTo(release, Optional.of(release), project);

        assertThat(permissions(project.resolve("run.sh"))).isEqualTo("rwxr-x---");
        assertThat(permissions(project.resolve("plain"))).isEqualTo("rw-rw-rw-");
        assertThat(inode(project.resolve("run.sh"))).isEqualTo(inode);
    }

    @Test
    void keepsTheOwnerAndModeOfAReplacedFile() throws IOException {
        Path release = folder("release", Map.of("a", "new"));
        Path project = folder("project", Map.of("a", "old"));
        Files.setPosixFilePermissions(
                project.resolve("a"), PosixFilePermissions.fromString("rw-rw----"));
        giveToSomebodyElse(project.resolve("a"));
        UserPrincipal owner = Files.getOwner(project.resolve("a"));

        ProjectFiles.bringTo(release, Optional.empty(), project);

        assertThat(project.resolve("a")).hasContent("new");
        assertThat(permissions(project.resolve("a"))).isEqualTo("rw-rw----");
        assertThat(Files.getOwner(project.resolve("a"))).isEqualTo(owner);
    }

    private static void giveToSomebodyElse(Path file) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            var users = file.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(file, users.lookupPrincipalByName("nobody"));
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void replacesALinkByAFileAndAFileByALink() throws IOException {
        Path old = folder("old", Map.of("a", "1", "target", "t"));
        Files.createSymbolicLink(old.resolve("b"), Path.of("target"));
        Path release = folder("release", Map.of("b", "file", "target", "t"));
        Files.createSymbolicLink(release.resolve("a"), Path.of("target"));
        Path project = disk.resolve("project");
        ProjectFiles.bringTo(old, Optional.empty(), project);

        ProjectFiles.bringTo(release, Optional.of(old), project);

        assertThat(project.resolve("a")).isSymbolicLink().hasContent("t");
        assertThat(project.resolve("b")).hasContent("file").isRegularFile();
        assertThat(Files.isSymbolicLink(project.resolve("b"))).isFalse();
    }

    @Test
    void replacesTheEmptyFolderThatAnEngineMadeForAMissingFile() throws IOException {
        Path release = folder("release", Map.of("nginx.conf", "x"));
        Path project = folder("project", Map.of());
        Files.createDirectory(project.resolve("nginx.conf"));

        ProjectFiles.bringTo(release, Optional.empty(), project);

        assertThat(contents(project)).isEqualTo(Map.of("nginx.conf", "x"));
    }

    @Nested
    class RefusesBeforeChangingAnything {

        @Test
        void aFolderThatIsALinkToElsewhere() throws IOException {
            Path release = folder("release", Map.of("a", "1", "conf/b", "2"));
            Path elsewhere = folder("elsewhere", Map.of());
            Path project = folder("project", Map.of());
            Files.createSymbolicLink(project.resolve("conf"), elsewhere);

            assertThatThrownBy(() -> ProjectFiles.bringTo(release, Optional.empty(), project))
                    .isInstanceOf(GitException.class)
                    .hasMessage(
                            project.toRealPath().resolve("conf")
                                    + " is a link, where the release has a folder; move it away");
            assertThat(contents(elsewhere)).isEmpty();
            assertThat(project.resolve("a")).doesNotExist();
        }

        @Test
        void dataWhereTheReleaseHasAFile() throws IOException {
            Path release = folder("release", Map.of("a", "1", "data", "2"));
            Path project = folder("project", Map.of("data/rows", "precious"));

            assertThatThrownBy(() -> ProjectFiles.bringTo(release, Optional.empty(), project))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("it holds rows");
            assertThat(contents(project)).isEqualTo(Map.of("data/rows", "precious"));
        }
    }
}

package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseFolderTest {
    @TempDir Path disk;
    private SampleRepository origin;
    private Mirror mirror;
    private Path release;

    @BeforeEach
    void makeOriginAndMirror() {
        origin = new SampleRepository(disk.resolve("origin"));
        mirror =
                new Mirror(disk.resolve("mirror.git"), new GitAccess.Open(), Duration.ofMinutes(1));
        release = disk.resolve("releases/wanted");
    }

    private void layOut(CommitSha sha) {
        assertThat(mirror.fetch(origin.address(), sha, "main"))
                .isEqualTo(new FetchOutcome.Fetched(sha));
        mirror.materialise(sha, release);
    }

    @Test
    void writesExactlyTheCommitsFiles() throws IOException {
        origin.write("compose.yaml", "services: {}\n")
                .write("conf/nginx.conf", "server {}\n")
                .write("scripts/check.sh", "#!/bin/sh\n")
                .write("naïve name.txt", "ünï");
        assertThat(origin.file("scripts/check.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(origin.file("current"), Path.of("conf/nginx.conf"));
        CommitSha sha = origin.commit("all kinds");
        origin.commit("later", "not wanted");

        layOut(sha);

        assertThat(TrackedFiles.of(release).byPath().keySet())
                .containsExactly(
                        "compose.yaml",
                        "conf/nginx.conf",
                        "current",
                        "naïve name.txt",
                        "scripts/check.sh");
        assertThat(release.resolve("conf/nginx.conf")).hasContent("server {}\n");
        assertThat(release.resolve("current")).isSymbolicLink().hasContent("server {}\n");
        assertThat(Files.isExecutable(release.resolve("scripts/check.sh"))).isTrue();
        assertThat(Files.isExecutable(release.resolve("compose.yaml"))).isFalse();
    }

    @Test
    void keepsBytesWhateverTheAttributesSay() {
        CommitSha sha =
                origin.write(".gitattributes", "*.txt text eol=crlf\n*.id ident\n")
                        .write("unix.txt", "a\nb\n")
                        .write("name.id", "$Id$\n")
                        .commit("attributes");

        layOut(sha);

        assertThat(release.resolve("unix.txt")).content().isEqualTo("a\nb\n");
        assertThat(release.resolve("name.id")).content().isEqualTo("$Id$\n");
    }

    @Test
    void provesFoldersWhoseNamesGitSortsInItsOwnWay() throws IOException {
        CommitSha sha =
                origin.write("a-b", "1").write("a/x", "2").write("a.txt", "3").commit("names");

        layOut(sha);

        assertThat(new ReleaseFolder(release, sha).intact()).isTrue();
    }

    @Test
    void laysOutTwoThousandFiles() throws IOException {
        for (int i = 0; i < 2000; i++) {
            origin.write("many/" + i % 50 + "/" + i + ".txt", "file " + i);
        }
        CommitSha sha = origin.commit("many");

        layOut(sha);

        assertThat(TrackedFiles.of(release).byPath()).hasSize(2000);
        assertThat(new ReleaseFolder(release, sha).intact()).isTrue();
    }

    @Nested
    class WhenTheFolderExists {
        private CommitSha sha;

        @BeforeEach
        void layOutOnce() {
            sha = origin.write("a.txt", "a").write("dir/b.txt", "b").commit("two files");
            layOut(sha);
        }

        @Test
        void leavesItWhenItIsRightAndNeedsNoMirror() throws IOException {
            Object before = Files.getAttribute(release.resolve("a.txt"), "unix:ino");
            Folders.delete(disk.resolve("mirror.git"));

            mirror.materialise(sha, release);

            assertThat(Files.getAttribute(release.resolve("a.txt"), "unix:ino")).isEqualTo(before);
        }

        @Test
        void makesItAgainWhenAFileDiffers() throws IOException {
            Files.writeString(release.resolve("dir/b.txt"), "x");

            mirror.materialise(sha, release);

            assertThat(release.resolve("dir/b.txt")).hasContent("b");
        }

        @Test
        void makesItAgainWhenAFileIsMissing() throws IOException {
            Files.delete(release.resolve("a.txt"));

            mirror.materialise(sha, release);

            assertThat(release.resolve("a.txt")).hasContent("a");
        }

        @Test
        void makesItAgainWhenThereIsAFileTooMany() throws IOException {
            Files.writeString(release.resolve("more.txt"), "x");

            mirror.materialise(sha, release);

            assertThat(release.resolve("more.txt")).doesNotExist();
        }

        @Test
        void makesItAgainWhenAnExecBitDiffers() {
            assertThat(release.resolve("a.txt").toFile().setExecutable(true)).isTrue();

            mirror.materialise(sha, release);

            assertThat(Files.isExecutable(release.resolve("a.txt"))).isFalse();
        }

        @Test
        void doesNotTakeAnotherCommitsFolderForThisOne() {
            CommitSha next = origin.commit("a.txt", "next");

            layOut(next);

            assertThat(release.resolve("a.txt")).hasContent("next");
        }

        @Test
        void ignoresWhatAnInterruptedWritingLeft() throws IOException {
            Path draft = release.resolveSibling(AtomicFile.MARK + "wanted");
            Files.createDirectories(draft.resolve("half"));
            Files.delete(release.resolve("a.txt"));

            mirror.materialise(sha, release);

            assertThat(release.resolve("a.txt")).hasContent("a");
            assertThat(release.resolve("half")).doesNotExist();
            assertThat(draft).doesNotExist();
        }
    }

    @Nested
    class Refuses {
        private void refuses(CommitSha sha, String message) {
            mirror.fetch(origin.address(), sha, "main");
            assertThatThrownBy(() -> mirror.materialise(sha, release))
                    .isInstanceOf(GitException.class)
                    .hasMessage(message);
            assertThat(release).doesNotExist();
        }

        @Test
        void aSubmodule() {
            origin.commit("a.txt", "a");
            String pin = origin.head().hex();
            origin.git("update-index", "--add", "--cacheinfo", "160000," + pin + ",lib");
            origin.git("commit", "--quiet", "--message", "submodule");

            refuses(
                    origin.head(),
                    "the release's file lib is a submodule; put its files into the repository or an"
                            + " image");
        }

        @Test
        void anLfsPointer() {
            CommitSha sha =
                    origin.commit(
                            "model.bin",
                            "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n");

            refuses(
                    sha,
                    "the release's file model.bin is a git LFS pointer, its content is not in the"
                            + " repository; commit the file itself or put it into an image");
        }

        @Test
        void aLinkToAnAbsolutePath() throws IOException {
            Files.createSymbolicLink(origin.file("passwords"), Path.of("/etc/passwd"));

            refuses(
                    origin.commit("link"),
                    "the release's file passwords is a link that leads out of the repository");
        }

        @Test
        void aLinkThatLeadsOutThroughAnotherLink() throws IOException {
            origin.write("a/b/file", "x");
            Files.createSymbolicLink(origin.file("a/b/up"), Path.of("../.."));
            Files.createSymbolicLink(origin.file("out"), Path.of("a/b/up/../x"));

            refuses(
                    origin.commit("links"),
                    "the release's file out is a link that leads out of the repository");
        }

        @Test
        void tooManyFiles() throws IOException {
            origin.write("a", "1").write("b", "2");

            refusesWithin(new TreeLimits(1, 10), "the release has more than 1 files");
        }

        @Test
        void aFileThatIsTooLarge() throws IOException {
            origin.write("large", "12345678901");

            refusesWithin(
                    new TreeLimits(1, 10),
                    "the release's file large has 11 bytes, more than the 10 allowed");
        }

        private void refusesWithin(TreeLimits limits, String message) throws IOException {
            CommitSha sha = origin.commit("limits");
            mirror.fetch(origin.address(), sha, "main");
            try (var repository = new MirrorFolder(disk.resolve("mirror.git")).open()) {
                var folder = new ReleaseFolder(release, sha);

                assertThatThrownBy(() -> folder.fill(repository, limits, FileWitness.NOBODY))
                        .isInstanceOf(GitException.class)
                        .hasMessage(message);
            }
            assertThat(release).doesNotExist();
        }

        @Test
        void aFileOfAReservedName() {
            refuses(
                    origin.commit("dir/.towline-tmp-1", "x"),
                    "the release's file dir/.towline-tmp-1 has a name that Towline keeps for itself");
        }
    }
}

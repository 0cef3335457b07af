package dev.towline.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.git.FetchOutcome.Fetched;
import dev.towline.agent.git.FetchOutcome.Missing;
import dev.towline.agent.git.FetchOutcome.NotOnBranch;
import dev.towline.agent.git.FetchOutcome.Unavailable;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MirrorTest {
    private static final CommitSha UNKNOWN = new CommitSha("1".repeat(40));

    @TempDir Path disk;
    private SampleRepository origin;
    private CommitSha first;
    private Mirror mirror;

    @BeforeEach
    void makeOriginAndMirror() {
        origin = new SampleRepository(disk.resolve("origin"));
        first = origin.commit("compose.yaml", "services: {}\n");
        mirror =
                new Mirror(
                        disk.resolve("state/mirror.git"),
                        new GitAccess.Open(),
                        Duration.ofMinutes(1));
    }

    private FetchOutcome fetch(CommitSha sha) {
        return mirror.fetch(origin.address(), sha, "main");
    }

    @Test
    void fetchesTheTipOfTheBranch() {
        assertThat(fetch(first)).isEqualTo(new Fetched(first));
    }

    @Test
    void fetchesTheWantedCommitAlthoughTheBranchMovedOn() {
        origin.commit("compose.yaml", "services: { api: {} }\n");

        var outcome = fetch(first);

        assertThat(outcome).isEqualTo(new Fetched(first));
    }

    @Test
    void fetchesCommitsThatCameAfterTheFirstFetch() {
        fetch(first);
        CommitSha second = origin.commit("compose.yaml", "services: { api: {} }\n");

        var outcome = fetch(second);

        assertThat(outcome).isEqualTo(new Fetched(second));
    }

    @Test
    void refusesTheTipOfAnotherBranch() {
        origin.git("checkout", "--quiet", "-b", "feature");
        CommitSha feature = origin.commit("feature", "new");

        var outcome = fetch(feature);

        assertThat(outcome)
                .isEqualTo(
                        new NotOnBranch(feature + " is not on branch main of " + origin.address()));
    }

    @Test
    void refusesAnOlderCommitOfAnotherBranch() {
        origin.git("checkout", "--quiet", "-b", "feature");
        CommitSha feature = origin.commit("feature", "new");
        origin.commit("feature", "newer");

        var outcome = fetch(feature);

        assertThat(outcome).isInstanceOf(NotOnBranch.class);
    }

    @Test
    void refusesWhatIsNoCommitAndKeepsTheMirror() {
        fetch(first);
        var tree = new CommitSha(origin.git("rev-parse", "HEAD^{tree}").strip());

        var outcome = fetch(tree);

        assertThat(outcome).isInstanceOf(NotOnBranch.class);
        assertThat(mirror.has(first)).isTrue();
        assertThat(mirror.has(tree)).isFalse();
    }

    @Test
    void saysThatAnUnknownCommitIsMissing() {
        var outcome = fetch(UNKNOWN);

        assertThat(outcome).isInstanceOf(Missing.class);
        assertThat(((Missing) outcome).message())
                .startsWith(origin.address() + " does not have " + UNKNOWN);
    }

    @Test
    void saysThatTheBranchWasDeleted() {
        fetch(first);
        origin.git("branch", "--move", "main", "trunk");

        var outcome = fetch(first);

        assertThat(outcome).isEqualTo(new NotOnBranch(origin.address() + " has no branch main"));
    }

    @Test
    void refusesACommitThatAForcedPushTookOffTheBranch() {
        CommitSha dropped = origin.commit("compose.yaml", "bad");
        fetch(dropped);
        origin.git("reset", "--quiet", "--hard", first.hex());
        CommitSha replacement = origin.commit("compose.yaml", "good");

        assertThat(fetch(dropped)).isInstanceOf(NotOnBranch.class);
        assertThat(fetch(replacement)).isEqualTo(new Fetched(replacement));
    }

    @Test
    void isUnavailableWhenTheRepositoryIsGone() throws IOException {
        fetch(first);
        Files.move(origin.folder(), disk.resolve("elsewhere"));

        var outcome = fetch(first);

        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(mirror.has(first)).isTrue();
    }

    @Test
    void hasOnlyWhatWasFetchedFromTheBranch() {
        origin.git("checkout", "--quiet", "-b", "feature");
        CommitSha feature = origin.commit("feature", "new");
        fetch(feature);
        fetch(first);

        assertThat(mirror.has(first)).isTrue();
        assertThat(mirror.has(feature)).isFalse();
        assertThat(mirror.has(UNKNOWN)).isFalse();
    }

    @Test
    void refusesAnImpossibleBranch() {
        assertThatThrownBy(() -> mirror.fetch(origin.address(), first, "../main"))
                .isInstanceOf(GitException.class)
                .hasMessage("could not fetch: \"../main\" is not a branch's name");
    }

    @Test
    void refusesACommitWhoseFilesWouldLeaveTheFolder() {
        String blob = origin.git("rev-parse", "HEAD:compose.yaml").strip();
        String tree = madeTree("100644 blob " + blob + "\\t..\\n");
        String commit = origin.git("commit-tree", "-p", first.hex(), "-m", "evil", tree).strip();
        origin.git("update-ref", "refs/heads/main", commit);

        var outcome = fetch(new CommitSha(commit));

        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) outcome).message())
                .startsWith("could not fetch main from " + origin.address())
                .contains("invalid name '..'");
        assertThat(disk.resolve("state/mirror.git.damaged")).doesNotExist();
    }

    private String madeTree(String entries) {
        String script = "printf '" + entries + "' | git -C " + origin.folder() + " mktree";
        return SampleRepository.run(List.of("sh", "-c", script)).strip();
    }

    @Test
    void joinsPacksWhenThereAreMany() throws IOException {
        fetch(first);
        Path config = disk.resolve("state/mirror.git/config");
        Files.writeString(config, "[gc]\n\tautoPackLimit = 3\n", StandardOpenOption.APPEND);
        CommitSha last = first;
        for (int i = 0; i < 5; i++) {
            last = origin.commit("file" + i, "content " + i);
            fetch(last);
        }

        assertThat(packs()).hasSizeBetween(1, 3);
        assertThat(mirror.has(first)).isTrue();
        assertThat(fetch(last)).isEqualTo(new Fetched(last));
    }

    private List<Path> packs() throws IOException {
        try (var files = Files.list(disk.resolve("state/mirror.git/objects/pack"))) {
            return files.filter(it -> it.toString().endsWith(".pack")).toList();
        }
    }

    @Nested
    class AfterACrash {
        private Path folder() {
            return disk.resolve("state/mirror.git");
        }

        @Test
        void removesLocksAndHalfPacks() throws IOException {
            fetch(first);
            Path lock = folder().resolve("refs/remotes/origin/main.lock");
            Path half = folder().resolve("objects/incoming_123.pack");
            Path config = folder().resolve("config.lock");
            Files.createFile(lock);
            Files.createFile(half);
            Files.createFile(config);
            CommitSha second = origin.commit("compose.yaml", "second");

            var outcome = fetch(second);

            assertThat(outcome).isEqualTo(new Fetched(second));
            assertThat(lock).doesNotExist();
            assertThat(half).doesNotExist();
            assertThat(config).doesNotExist();
        }

        @Test
        void startsAnewWhenItWasHalfMade() throws IOException {
            Files.createDirectories(folder().resolve("objects"));
            Files.createFile(folder().resolve("config"));

            var outcome = fetch(first);

            assertThat(outcome).isEqualTo(new Fetched(first));
        }

        @Test
        void startsAnewWhenAPackIsCutOff() throws IOException {
            fetch(first);
            cutPacks();

            var outcome = fetch(first);

            assertThat(outcome).isEqualTo(new Fetched(first));
            mirror.materialise(first, disk.resolve("release"));
            assertThat(disk.resolve("release/compose.yaml")).hasContent("services: {}\n");
        }

        @Test
        void startsAnewWhenTheConfigIsNonsense() throws IOException {
            fetch(first);
            Files.writeString(folder().resolve("config"), "[core\0");

            var outcome = fetch(first);

            assertThat(outcome).isEqualTo(new Fetched(first));
            assertThat(disk.resolve("state/mirror.git.damaged")).isDirectory();
        }

        @Test
        void startsAnewWhenARefIsEmpty() throws IOException {
            fetch(first);
            Files.writeString(folder().resolve("refs/remotes/origin/main"), "");

            var outcome = fetch(first);

            assertThat(outcome).isEqualTo(new Fetched(first));
        }

        @Test
        void setsADamagedMirrorAsideWhenLayingOutFails() throws IOException {
            fetch(first);
            cutPacks();
            Path release = disk.resolve("release");

            assertThatThrownBy(() -> mirror.materialise(first, release))
                    .isInstanceOf(GitException.class);

            assertThat(release).doesNotExist();
            assertThat(mirror.has(first)).isFalse();
            assertThat(fetch(first)).isEqualTo(new Fetched(first));
        }

        private void cutPacks() throws IOException {
            for (Path pack : packs()) {
                assertThat(pack.toFile().setWritable(true)).isTrue();
                try (var file = new RandomAccessFile(pack.toFile(), "rw")) {
                    file.setLength(file.length() / 2);
                }
            }
        }
    }
}

package dev.towline.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.disk.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostDiskTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    @Nested
    class ABarrier {
        @Test
        void isReachedWithTheHostsOwnProgram() throws Exception {
            // A file system in memory: another one's disk may be slow.
            var barrier = new HostDisk().flush(Set.of(Path.of("/dev/shm")), DEADLINE);

            assertThat(barrier).isEqualTo(new Barrier.Reached());
        }

        @Test
        void asksForTheFileSystemOfEachFolder() throws Exception {
            var asked = shell("printf '%s ' \"$@\"; exit 1");

            var barrier = asked.flush(Set.of(Path.of("/b"), Path.of("/a")), DEADLINE);

            assertThat(barrier).isEqualTo(new Barrier.Failed("/a /b"));
        }

        @Test
        void isLateWhenTheDiskDoesNotAnswer() throws Exception {
            var deadline = Duration.ofMillis(50);

            var barrier = shell("exec sleep 1000").flush(Set.of(folder), deadline);

            assertThat(barrier).isEqualTo(new Barrier.Late(deadline));
        }

        @Test
        void failsWithTheWordsOfTheHost() throws Exception {
            var barrier = new HostDisk().flush(Set.of(folder.resolve("gone")), DEADLINE);

            assertThat(barrier)
                    .isInstanceOfSatisfying(
                            Barrier.Failed.class,
                            it -> assertThat(it.message()).contains("gone", "No such file"));
        }

        @Test
        void isNotSupportedByAHostWithoutTheProgram() throws Exception {
            var host = new HostDisk(List.of("no-such-program"));

            assertThat(host.flush(Set.of(folder), DEADLINE))
                    .isInstanceOf(Barrier.Unsupported.class);
        }

        @Test
        void isNotSupportedByAnOldProgram() throws Exception {
            var host = shell("echo \"sync: invalid option -- 'f'\" >&2; exit 1");

            assertThat(host.flush(Set.of(folder), DEADLINE))
                    .isEqualTo(new Barrier.Unsupported("sync: invalid option -- 'f'"));
        }
    }

    @Nested
    class Space {
        @Test
        void isWhatTheFileSystemSays() throws Exception {
            var space = new HostDisk().space(folder).orElseThrow();

            assertThat(space.bytes()).isBetween(1L, folder.toFile().getTotalSpace());
            assertThat(space.inodes()).isPositive();
        }

        @Test
        void ofAFolderThatIsNotThereIsUnknown() throws Exception {
            assertThat(new HostDisk().space(folder.resolve("gone"))).isEmpty();
        }

        @Test
        void countsTheInodesThatAreFree() {
            assertThat(Inodes.free(new Program.End(0, "12 3000"))).contains(12L);
        }

        @Test
        void hasNoEndOfInodesWhereTheFileSystemMakesThem() {
            assertThat(Inodes.free(new Program.End(0, "0 0"))).isEmpty();
        }
    }

    private static HostDisk shell(String script) {
        return new HostDisk(List.of("sh", "-c", script, "sh"));
    }
}

package dev.towline.agent.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProjectLocksTest {
    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final long PID = ProcessHandle.current().pid();

    @TempDir private Path base;
    private Path folder = Path.of("locks");
    private ProjectLocks locks = new ProjectLocks(folder, InstantSource.fixed(NOW));

    @BeforeEach
    void locks() {
        folder = base.resolve("run").resolve("locks");
        locks = new ProjectLocks(folder, InstantSource.fixed(NOW));
    }

    private HeldLock take(String project, String why) {
        return switch (locks.tryTake(project, why)) {
            case Attempt.Taken it -> it.lock();
            case Attempt.Busy it -> throw new AssertionError(it.words());
        };
    }

    @Nested
    final class InOneProcess {
        @Test
        void saysWhoHasItAndWhySinceWhen() {
            try (var _ = take("shop", "deployment staging-3")) {
                var second = locks.tryTake("shop", "deployment preview-1");

                var me = Holder.thisProcess("deployment staging-3", NOW);
                assertThat(second).isEqualTo(new Attempt.Busy(me));
                assertThat(me.words())
                        .contains("process " + PID)
                        .endsWith("since 2026-02-03T10:00:00Z: deployment staging-3");
            }
        }

        @Test
        void isFreeWhenItWasGivenUp() {
            take("shop", "healing").close();

            take("shop", "apply").close();

            assertThat(folder).isDirectoryNotContaining("glob:**.holder");
        }

        @Test
        void isAnotherForEachProject() {
            try (var _ = take("shop", "apply");
                    var other = take("shop-2", "apply")) {
                assertThat(other).isNotNull();
            }
        }

        @Test
        void closedTwiceDoesNotGiveUpWhatTheNextOneTook() {
            var first = take("shop", "healing");
            first.close();
            try (var _ = take("shop", "apply")) {
                first.close();

                assertThat(locks.tryTake("shop", "exec")).isInstanceOf(Attempt.Busy.class);
            }
        }

        @Test
        void isTheSameByAnotherPathToTheFolder() throws IOException {
            try (var _ = take("shop", "apply")) {
                var link = Files.createSymbolicLink(base.resolve("link"), base.resolve("run"));
                var others = new ProjectLocks(link.resolve("locks"), InstantSource.fixed(NOW));

                assertThat(others.tryTake("shop", "exec")).isInstanceOf(Attempt.Busy.class);
            }
        }
    }

    @Nested
    final class BetweenProcesses {
        @Test
        void isHeldAgainstAnother() {
            try (var other = OtherProcess.tries(folder, "shop", "exec: look")) {
                var attempt = locks.tryTake("shop", "apply");

                assertThat(other.answer()).isEqualTo("taken");
                assertThat(attempt)
                        .isInstanceOfSatisfying(
                                Attempt.Busy.class,
                                it ->
                                        assertThat(it.words())
                                                .contains("process " + other.pid())
                                                .endsWith(": exec: look"));
            }
        }

        @Test
        void isFreeWhenItsHolderWasKilled() {
            var other = OtherProcess.tries(folder, "shop", "exec: look");
            assertThat(other.answer()).isEqualTo("taken");

            other.kill9();

            take("shop", "apply").close();
        }

        /// The kernel drops all locks of a process on a file when it closes any channel on it.
        @Test
        void outlivesARefusedAttemptOfItsOwnProcess() {
            try (var _ = take("shop", "deployment staging-3")) {
                assertThat(locks.tryTake("shop", "healing")).isInstanceOf(Attempt.Busy.class);

                try (var other = OtherProcess.tries(folder, "shop", "apply")) {
                    assertThat(other.answer())
                            .startsWith("busy: ")
                            .endsWith(
                                    "process " + PID + ", since " + NOW + ": deployment staging-3");
                }
            }
        }
    }

    @Nested
    final class ItsFolder {
        @Test
        void cannotBeWrittenInByOthers() throws IOException {
            take("shop", "apply").close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .matches("rwx(r-x|---)(r-x|---)");
        }

        @Test
        void isRefusedWhereOthersMayWriteInIt() throws IOException {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThatThrownBy(() -> locks.tryTake("shop", "apply"))
                    .isInstanceOf(LockException.class)
                    .hasMessage("could not use " + folder + ": others may write in it");
        }

        @Test
        void isRefusedWhereItIsALink() throws IOException {
            Files.createDirectories(folder.getParent());
            Files.createSymbolicLink(folder, base);

            assertThatThrownBy(() -> locks.tryTake("shop", "apply"))
                    .hasMessage("could not use " + folder + ": it is not a folder");
        }

        @Test
        void holdsNoLockThatIsALink() throws IOException {
            take("other", "apply").close();
            var victim = base.resolve("victim");
            Files.createSymbolicLink(folder.resolve("shop.lock"), victim);

            assertThatThrownBy(() -> locks.tryTake("shop", "apply"))
                    .isInstanceOf(LockException.class);
            assertThat(victim).doesNotExist();
            Files.delete(folder.resolve("shop.lock"));
            take("shop", "apply").close();
        }

        @Test
        void isTheSameForAllOfRoot() {
            var session = Map.of("XDG_RUNTIME_DIR", "/run/user/0");

            assertThat(LockFolder.of("root", "/root", session))
                    .isEqualTo(Path.of("/run/towline/locks"));
        }

        @Test
        void isTheUsersOwnElse() {
            var session = Map.of("XDG_RUNTIME_DIR", "/run/user/7");

            assertThat(LockFolder.of("jen", "/home/jen", session))
                    .isEqualTo(Path.of("/run/user/7/towline/locks"));
            assertThat(LockFolder.of("jen", "/home/jen", Map.of()))
                    .isEqualTo(Path.of("/home/jen/.local/state/towline/locks"));
        }

        @Test
        void isTheOneOfTheVariable() {
            assertThat(LockFolder.of("root", "/root", Map.of("TOWLINE_LOCKS", "/tmp/l")))
                    .isEqualTo(Path.of("/tmp/l"));
        }
    }

    @Nested
    final class WithPatience {
        @Test
        void failsWithTheNameOfWhoHasIt() {
            try (var _ = take("shop", "deployment staging-3")) {
                assertThatThrownBy(() -> locks.take("shop", "apply", Duration.ZERO))
                        .isInstanceOf(LockException.class)
                        .hasMessageStartingWith("could not lock the project shop: it is locked by ")
                        .hasMessageEndingWith(": deployment staging-3");
            }
        }

        @Test
        void getsItWhenItsHolderEnds() throws Exception {
            var other = OtherProcess.tries(folder, "shop", "exec: look");
            Thread.ofVirtual().start(other::kill9);

            try (var lock = locks.take("shop", "apply", Duration.ofMinutes(1))) {
                assertThat(lock).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "../shop", "a b"})
    void refusesANameThatIsNoProjects(String project) {
        assertThatThrownBy(() -> locks.tryTake(project, "apply"))
                .isInstanceOf(LockException.class)
                .hasMessageEndingWith("not a name");
    }
}

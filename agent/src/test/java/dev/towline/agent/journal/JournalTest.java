package dev.towline.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.Release;
import dev.towline.agent.project.StackDescriptor;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Json;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("journal.json");
    }

    @Nested
    class WhenItIsOpenedAgain {
        @Test
        void holdsEverythingThatWasWritten() throws Exception {
            var release = release("a", 6);
            var journal = Journal.open(file());

            journal.update(it -> it.received(Underway.begin(order("b", 7), NOON)));
            journal.update(it -> it.accepted(release).filesOf(List.of(release.sha())));
            journal.update(it -> it.quarantined(sha("c"), "contract check failed"));
            journal.update(it ->
                    it.underway(
                            it.underway()
                                    .at(Phase.SWITCH)
                                    .prepared(release("b", 7))
                                    .hook("db: pg_dump")
                                    .foundAgain()));

            assertThat(Journal.open(file()).entries()).isEqualTo(journal.entries());
            assertThat(journal.entries().highest()).isEqualTo(new Generation(7));
        }

        @Test
        void isEmptyWhenItWasNeverWritten() {
            assertThat(Journal.open(file()).entries()).isEqualTo(Entries.EMPTY);
        }

        @Test
        void opensOneOfAnAgentThatRemovedNoImages() throws IOException {
            var journal = Journal.open(file());
            journal.update(it -> it.accepted(release("a", 6)));
            var content = Files.readString(file());
            assertThat(content).contains(",\"retired\":[]");

            Files.writeString(file(), content.replace(",\"retired\":[]", ""));

            assertThat(Journal.open(file()).entries()).isEqualTo(journal.entries());
        }

        @Test
        void guessesNothingFromATornFile() throws IOException {
            Files.writeString(file(), "{\"highest\": 7, \"obs");

            assertThatThrownBy(() -> Journal.open(file()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is not a journal");
        }

        @Test
        void ignoresADraftThatWasNeverRenamed() throws IOException {
            Journal.open(file()).update(it -> it.filesOf(List.of(sha("a"))));
            Files.writeString(folder.resolve("journal.json.new"), "half a jour");

            var journal = Journal.open(file());
            journal.update(it -> it.filesOf(List.of(sha("b"))));

            assertThat(Journal.open(file()).entries().filesOf()).containsExactly(sha("b"));
        }
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Journal.open(file()).update(it -> it.filesOf(List.of(sha("a"))));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsItsEntriesWhenTheDiskRefuses() throws IOException {
        var journal = Journal.open(folder.resolve("inner/journal.json"));
        Files.writeString(folder.resolve("inner"), "a file where the folder should be");

        assertThatThrownBy(() -> journal.update(it -> it.filesOf(List.of(sha("a")))))
                .isInstanceOf(JournalException.class);
        assertThat(journal.entries()).isEqualTo(Entries.EMPTY);
    }

    @Nested
    class Accepting {
        @Test
        void keepsTheNewestReleasesOnceEach() {
            var entries =
                    IntStream.rangeClosed(1, 5)
                            .mapToObj(it -> release("" + it, it))
                            .reduce(Entries.EMPTY, Entries::accepted, (one, _) -> one)
                            .accepted(release("4", 6));

            assertThat(entries.accepted().stream().map(Release::sha))
                    .containsExactly(sha("4"), sha("5"), sha("3"));
            assertThat(entries.lastAccepted().map(Release::generation)).contains(new Generation(6));
        }

        @Test
        void takesTheReleaseOutOfQuarantine() {
            var entries =
                    Entries.EMPTY.quarantined(sha("a"), "unhealthy").accepted(release("a", 2));

            assertThat(entries.quarantined()).isEmpty();
        }
    }

    @Nested
    class Ending {
        @Test
        void countsAnAcceptedGenerationAsObserved() {
            var entries = Entries.EMPTY.ended(ending(7, Outcome.ACCEPTED));

            assertThat(entries.observed()).isEqualTo(new Generation(7));
        }

        @Test
        void leavesTheObservedGenerationAfterARollback() {
            var entries =
                    Entries.EMPTY
                            .ended(ending(6, Outcome.ACCEPTED))
                            .ended(ending(7, Outcome.ROLLED_BACK));

            assertThat(entries.observed()).isEqualTo(new Generation(6));
            assertThat(entries.underway()).isNull();
        }
    }

    private static CommitSha sha(String digit) {
        return new CommitSha(digit.repeat(40));
    }

    private static DesiredState order(String digit, long generation) {
        return new DesiredState(
                PRODUCTION,
                new AgentId("production-vm-1a2b"),
                new Generation(generation),
                sha(digit),
                DeploymentId.of(PRODUCTION, new Generation(generation)),
                "https://git.example/stack.git",
                "main",
                null,
                false,
                "ana",
                "faster imports",
                NOON,
                NOON.plus(Duration.ofDays(1)));
    }

    private static DeploymentStatus ending(long generation, Outcome outcome) {
        var number = new Generation(generation);
        return new DeploymentStatus(
                DeploymentId.of(PRODUCTION, number),
                number,
                sha("a"),
                NOON,
                NOON,
                outcome,
                "",
                List.of(),
                List.of(),
                List.of());
    }

    private static Release release(String digit, long generation) {
        return new Release(sha(digit), new Generation(generation), project(), stack());
    }

    private static DesiredProject project() {
        try {
            var canonical =
                    Json.MAPPER.readTree(
                            """
                            {"name": "shop", "services": {"api": {"image": "api:1", "init": true}},
                             "networks": {"default": {"name": "shop_default"}},
                             "volumes": {"data": {"name": "shop_data"}}}
                            """);
            var pin =
                    new ImagePin(
                            "api:1",
                            new ImageDigest("sha256:" + "0".repeat(64)),
                            "registry.example/api@sha256:" + "1".repeat(64),
                            null,
                            Set.of("/data"));
            return DesiredProject.of(canonical, "/srv/shop")
                    .withImages(Map.of("api:1", pin))
                    .withContents(Map.of("/srv/shop/Caddyfile", "abc"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StackDescriptor stack() {
        return new StackDescriptor(
                new StackDescriptor.ComposeFiles(List.of("compose.yaml"), "shop", List.of()),
                Map.of("TAG", "1"),
                List.of(
                        new StackDescriptor.Guard(
                                "api", List.of("idle"), Duration.ofSeconds(30), Set.of(75))),
                List.of(
                        new StackDescriptor.Hook(
                                "db", List.of("pg_dump"), Duration.ofMinutes(10), false)),
                List.of(),
                List.of(
                        new StackDescriptor.Health(
                                "http://localhost:8000/health",
                                Duration.ofSeconds(60),
                                Map.of("git_sha", "a".repeat(40)))),
                Duration.ofSeconds(10),
                List.of(
                        new StackDescriptor.Contract(
                                "api",
                                List.of("check"),
                                "/tmp/report.json",
                                Duration.ofMinutes(5),
                                true)),
                StackDescriptor.Rollback.AUTO);
    }
}

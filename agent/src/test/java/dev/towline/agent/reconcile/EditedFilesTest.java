package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.CheckReport;
import dev.towline.wire.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody edits tracked files on the VM, of a real repository.
class EditedFilesTest {
    private static final String GATES = "contract: [{service: api, command: [contract]}]";

    @TempDir Path folder;

    private World world(EditPolicy policy) {
        var world = new World(folder, policy);
        world.repository.write("conf/app.txt", "one\n").write("run.sh", "true\n");
        assertThat(world.deploy(release(world, "app:1"))).isEqualTo(Outcome.ACCEPTED);
        world.told.clear();
        return world;
    }

    private static CommitSha release(World world, String image) {
        return world.commit(Shop.compose(image), GATES);
    }

    private Path file(World world, String path) {
        return world.settings.folder().resolve(path);
    }

    private static List<CheckReport> told(World world) {
        return world.told.stream()
                .filter(CheckReport.class::isInstance)
                .map(CheckReport.class::cast)
                .filter(it -> it.kind() == CheckReport.Kind.FILES)
                .toList();
    }

    private static List<Path> kept(World world) throws IOException {
        if (!Files.exists(world.settings.edited())) {
            return List.of();
        }
        try (var all = Files.list(world.settings.edited())) {
            return all.sorted().toList();
        }
    }

    @Nested
    class WhenTheyAreRefused {
        @Test
        void theReportShowsWhatDiffers() throws IOException {
            var world = world(EditPolicy.REFUSE);
            world.write("conf/app.txt", "one\ntwo\n");

            assertThat(world.deploy(release(world, "app:2"))).isEqualTo(Outcome.REFUSED);

            assertThat(world.reason()).contains("conf/app.txt", "commit the change");
            assertThat(told(world)).hasSize(1);
            assertThat(told(world).getFirst().verdict()).isEqualTo(CheckReport.Verdict.FAILED);
            assertThat(told(world).getFirst().message())
                    .endsWith(
                            """
                            --- a/conf/app.txt
                            +++ b/conf/app.txt
                            @@ -1 +1,2 @@
                             one
                            +two
                            """);
            assertThat(kept(world)).isEmpty();
        }

        @Test
        void aDeletedFileIsAnEdit() throws IOException {
            var world = world(EditPolicy.REFUSE);
            Files.delete(file(world, "conf/app.txt"));

            assertThat(world.deploy(release(world, "app:2"))).isEqualTo(Outcome.REFUSED);
            assertThat(told(world).getFirst().message()).contains("deleted on the VM");
        }

        @Test
        void aChangedModeIsAnEdit() throws IOException {
            var world = world(EditPolicy.REFUSE);
            Files.setPosixFilePermissions(
                    file(world, "run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

            assertThat(world.deploy(release(world, "app:2"))).isEqualTo(Outcome.REFUSED);
            assertThat(told(world).getFirst().message()).contains("new mode 100755");
        }
    }

    @Nested
    class WhenTheyAreSavedAside {
        @Test
        void theyAreKeptAndThenReplaced() throws IOException {
            var world = world(EditPolicy.SAVE_ASIDE);
            world.write("conf/app.txt", "one\ntwo\n");
            Files.delete(file(world, "run.sh"));
            var sha = release(world, "app:2");

            assertThat(world.deploy(sha)).isEqualTo(Outcome.ACCEPTED);

            assertThat(world.file("conf/app.txt")).isEqualTo("one\n");
            assertThat(world.file("run.sh")).isEqualTo("true\n");
            assertThat(kept(world)).hasSize(1);
            var copy = kept(world).getFirst();
            assertThat(copy.getFileName().toString()).endsWith("Z-" + sha.abbreviated());
            assertThat(copy.resolve("conf/app.txt")).hasContent("one\ntwo\n");
            assertThat(told(world)).hasSize(1);
            assertThat(told(world).getFirst().verdict()).isEqualTo(CheckReport.Verdict.WARNED);
            assertThat(told(world).getFirst().message()).contains("are kept in " + copy, "+two");
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
        void theCopySurvivesAKillAfterAnyWriteOfTheJournal(int write) throws IOException {
            var world = world(EditPolicy.SAVE_ASIDE);
            world.write("conf/app.txt", "mine\n");
            world.disk.cutAfter = world.disk.writes + write;
            try {
                world.deploy(release(world, "app:2"));
            } catch (PowerCut _) {
                world.disk.cutAfter = Integer.MAX_VALUE;
            }
            world.restart();

            assertThat(world.settle()).isEqualTo(Outcome.ACCEPTED);
            assertThat(kept(world)).isNotEmpty();
            assertThat(kept(world).getFirst().resolve("conf/app.txt")).hasContent("mine\n");
        }

        @Test
        void whatCannotBeSavedIsRefused() throws IOException {
            var world = world(EditPolicy.SAVE_ASIDE);
            Files.delete(file(world, "run.sh"));
            Files.createDirectory(file(world, "run.sh"));

            assertThat(world.deploy(release(world, "app:2"))).isEqualTo(Outcome.REFUSED);
            assertThat(world.reason()).endsWith("run.sh is a folder on the VM; move it away");
        }
    }

    @Test
    void whatIsEditedInTheMiddleIsKeptUnderAnyPolicy() throws IOException {
        var world = world(EditPolicy.REFUSE);
        world.docker.before =
                _ -> {
                    world.docker.before = _ -> {};
                    world.write("conf/app.txt", "mine\n");
                };
        var once = new AtomicBoolean(true);
        world.docker.commands =
                line -> line.equals("api: contract") && once.getAndSet(false) ? 1 : 0;

        world.deploy(release(world, "app:2"));

        assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.file("conf/app.txt")).isEqualTo("one\n");
        assertThat(kept(world).getFirst().resolve("conf/app.txt")).hasContent("mine\n");
    }
}

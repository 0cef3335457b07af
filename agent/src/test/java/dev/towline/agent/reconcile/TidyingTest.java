package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import dev.towline.wire.Phase;
import dev.towline.wire.ProgressReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What older releases left goes when a newer one was accepted, and never before.
class TidyingTest {
    @TempDir Path folder;
    private World world;
    private final List<CommitSha> shas = new ArrayList<>();

    /// Three releases to go back to, and a fourth that is ready to be deployed.
    @BeforeEach
    void threeReleases() {
        world = new World(folder);
        List.of("app:1", "app:2", "app:3", "app:4").forEach(world.docker::pulled);
        List.of("app:1", "app:2", "app:3").forEach(this::deploy);
        world.told.clear();
    }

    private void deploy(String image) {
        var sha = world.commit(compose(image), GATES);
        shas.add(sha);
        world.deploy(sha);
    }

    private List<String> releases() throws IOException {
        try (var files = Files.list(world.settings.releases())) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }

    @Nested
    class WhenAReleaseIsAccepted {
        @Test
        void removesTheImageOfTheOneThatNobodyGoesBackToAnyMore() {
            deploy("app:4");

            assertThat(world.docker.removed).containsExactly("app:1");
            assertThat(world.told)
                    .contains(
                            new ProgressReport(
                                    Phase.ACCEPT,
                                    "removed images of older releases: 1, 0.0 MB freed"));
            assertThat(world.entries().retired()).isEmpty();
        }

        @Test
        void deletesItsFolderAndKeepsThoseToGoBackTo() throws Exception {
            deploy("app:4");

            var kept = shas.subList(1, 4).stream().map(CommitSha::hex);
            assertThat(releases())
                    .containsExactlyInAnyOrderElementsOf(
                            kept.flatMap(it -> List.of(it, it + ".commit").stream()).toList());
        }

        @Test
        void leavesAnImageThatAContainerOfSomebodyElseUses() {
            world.docker.usedByOthers.add(world.docker.stored.getFirst().id());

            deploy("app:4");

            assertThat(world.docker.removed).isEmpty();
        }

        @Test
        void removesItLaterWhenItCouldNotBeRemovedAtOnce() {
            world.docker.irremovable.add("app:1");
            deploy("app:4");
            world.docker.irremovable.clear();

            deploy("app:4");

            assertThat(Told.outcomes(world)).containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED);
            assertThat(world.docker.removed).containsExactly("app:1", "app:2");
        }
    }

    @Nested
    class WhenAReleaseFails {
        @BeforeEach
        void fourthFails() {
            world.docker.commands = runs("app:4");
            deploy("app:4");
            world.docker.commands = _ -> 0;
        }

        @Test
        void removesNothing() {
            assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.docker.removed).isEmpty();
        }

        @Test
        void removesItsImageAfterTheNextThatIsAccepted() {
            world.docker.pulled("app:5");

            deploy("app:5");

            assertThat(world.docker.removed).containsExactly("app:1", "app:4");
        }

        private Function<String, Integer> runs(String image) {
            return command ->
                    command.equals("api: contract")
                                    && world.docker.images().contains(image + " running")
                            ? 1
                            : 0;
        }
    }
}

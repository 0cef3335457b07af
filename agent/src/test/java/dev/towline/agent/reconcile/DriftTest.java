package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.EngineEvent;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.plan.DockerInMemory.Edit;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.wire.Condition;
import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people change between deployments, and what becomes of it.
class DriftTest {
    @TempDir Path folder;

    private static List<String> left(World world) {
        return world.status().drift().stream()
                .filter(it -> it.handling() == Handling.LEFT)
                .map(Drift::what)
                .toList();
    }

    @Nested
    class WhenItHoldsOff {
        private World world;

        @BeforeEach
        void accept() {
            world = DriftWorld.accepted(folder, DriftPolicy.HOLD_OFF);
        }

        @Test
        void leavesALimitThatSomebodyChangedAndSaysWhich() {
            world.docker.edit("shop-api-1", it -> new Edit(it.name(), it.restart(), "1048576"));

            world.passes(20);

            assertThat(world.docker.performed).isEmpty();
            assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
            assertThat(left(world))
                    .containsExactly(
                            "shop-api-1 was changed in place: mem_limit: (none) -> 1048576");
            assertThat(world.told).hasSize(1);
        }

        @Test
        void leavesARestartPolicyAndANameThatSomebodyChanged() {
            world.docker.edit(
                    "shop-api-1", it -> new Edit("mine", new RestartPolicy("always", 0), ""));

            world.passes(20);

            assertThat(world.docker.performed).isEmpty();
            assertThat(left(world))
                    .containsExactly(
                            "shop-api-1 was changed in place: name: shop-api-1 -> mine; restart:"
                                    + " unless-stopped -> always");
        }

        @Test
        void startsWhatWasChangedAndThenEnded() {
            world.docker.edit("shop-api-1", it -> new Edit(it.name(), it.restart(), "1048576"));
            world.passes(3);
            world.docker.kill("shop-api-1", 137);

            world.passes(3);

            assertThat(world.docker.performed).containsExactly("start shop-api-1");
        }

        @Test
        void bringsBackWhatAPersonReleased() {
            DriftWorld.replaceByHand(world);
            world.docker.edit("shop-api-1", it -> new Edit(it.name(), it.restart(), "1048576"));
            world.passes(5);
            assertThat(world.docker.performed).isEmpty();

            world.release();
            world.passes(40);

            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
            assertThat(world.status().drift()).isEmpty();
        }

        @Test
        void reportsAFileThatSomebodyEditedAndBringsItBackWhenTheyReleaseIt() {
            var before = world.file("compose.yaml");
            world.write("compose.yaml", before + "# mine\n");
            world.passes(20);
            assertThat(world.file("compose.yaml")).endsWith("# mine\n");
            assertThat(left(world))
                    .singleElement()
                    .asString()
                    .startsWith("tracked files were edited in")
                    .endsWith(": compose.yaml");

            world.release();
            world.passes(20);

            assertThat(world.file("compose.yaml")).isEqualTo(before);
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
            assertThat(world.settings.edited().resolve(onlyIn(world.settings.edited())))
                    .isDirectoryRecursivelyContaining("glob:**compose.yaml");
        }

        private static Path onlyIn(Path folder) {
            try (var all = Files.list(folder)) {
                return all.toList().getFirst();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        void holdsOffAgainAfterWhatWasReleasedIsBack() {
            DriftWorld.replaceByHand(world);
            world.release();
            world.passes(40);
            world.docker.performed.clear();

            DriftWorld.replaceByHand(world);
            world.passes(20);

            assertThat(world.docker.performed).isEmpty();
            assertThat(left(world)).hasSize(1);
        }

        @Test
        void bringsItBackWithTheNextDeploymentOfTheSameCommit() {
            var sha = world.entries().lastAccepted().orElseThrow().sha();
            world.docker.edit("shop-api-1", it -> new Edit(it.name(), it.restart(), "1048576"));
            world.passes(5);
            var before = world.docker.ids();

            assertThat(world.deploy(sha)).isEqualTo(Outcome.ACCEPTED);

            world.passes(5);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
            assertThat(world.status().drift()).isEmpty();
            assertThat(world.docker.ids()).isNotEqualTo(before);
        }

        @Test
        void knowsOverARestartWhatWasChangedAndSinceWhen() {
            world.docker.edit("shop-api-1", it -> new Edit(it.name(), it.restart(), "1048576"));
            world.passes(5);
            var before = world.status().drift();

            world.restart();
            world.passes(5);

            assertThat(world.status().drift()).isEqualTo(before).hasSize(1);
        }

        @Test
        void tellsWhatTheEngineSaidBefore() {
            var at = world.time.instant().plusSeconds(1);
            world.docker.say(new EngineEvent(at, "kill", "shop-web-1", "signal 9"));
            world.docker.say(new EngineEvent(at, "kill", "shop-db-1", "signal 15"));
            DriftWorld.replaceByHand(world);

            world.passes(3);

            assertThat(world.status().drift())
                    .singleElement()
                    .satisfies(it ->
                            assertThat(it.events())
                                    .containsExactly(at + " kill shop-web-1, signal 9"));
        }
    }

    @Test
    void healsThoughItCannotRememberThat() throws IOException {
        var world = DriftWorld.accepted(folder, DriftPolicy.HOLD_OFF);
        Files.createDirectories(world.settings.state().resolve("keeping.json.new/in the way"));
        world.docker.kill("shop-api-1", 137);

        world.passes(3);

        assertThat(world.docker.performed).containsExactly("start shop-api-1");
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void onlyNotesATagThatMeansAnotherImageAndSomebodyElsesContainer() {
        var world = DriftWorld.accepted(folder, DriftPolicy.HOLD_OFF);
        var accepted = world.entries().lastAccepted().orElseThrow().project();
        var other = accepted.canonical();
        other.withObject("/services").removeAll();
        other.withObject("/services/extra").put("image", "extra:1");
        world.docker.composeUp(
                DockerInMemory.resolved(DesiredProject.of(other, accepted.folder())));
        world.docker.retag("app:1", "app:9");
        world.docker.performed.clear();

        world.passes(10);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        assertThat(world.status().drift())
                .allMatch(it -> it.handling() == Handling.NOTED)
                .extracting(Drift::what)
                .containsExactly(
                        "shop-extra-1 is of no service of the project, and is left alone",
                        "app:1 means another image than the release's now");
    }

    @Test
    void restartsWhatIsUnhealthy() {
        var world = new World(folder);
        var checked = "image: page:1\n    healthcheck: {test: [CMD, check]}";
        world.deploy(world.commit(compose("app:1").replace("image: page:1", checked), GATES));
        world.passes(2);
        world.docker.performed.clear();

        world.docker.sicken("shop-web-1");
        world.passes(10);

        assertThat(world.docker.performed)
                .filteredOn(it -> it.startsWith("st"))
                .containsExactly(
                        "stop shop-web-1.towline-old-00000003",
                        "start shop-web-1.towline-old-00000003");
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void triesAServiceThatDoesNotStayUpOnceAnHourAndShowsItsLastLines() {
        var world = DriftWorld.accepted(folder, DriftPolicy.HOLD_OFF);
        world.docker.after = _ -> world.docker.kill("shop-api-1", 1);
        world.docker.kill("shop-api-1", 1);
        world.passes(40);
        world.docker.performed.clear();
        var before = world.time.now();

        world.restart();
        world.passes(55);

        assertThat(world.docker.performed).hasSizeLessThanOrEqualTo(1);
        assertThat(world.time.now().minus(before)).isGreaterThan(Duration.ofMinutes(50));
        assertThat(world.status().drift().toString())
                .contains("tried once an hour now: api", "the last words of");
    }
}

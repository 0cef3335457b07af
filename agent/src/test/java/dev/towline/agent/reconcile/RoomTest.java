package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.disk.Space;
import dev.towline.agent.docker.EngineStorage;
import dev.towline.agent.docker.PullOutcome;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A full disk stops a deployment, and nothing else.
class RoomTest {
    private static final Path ENGINE = Path.of("/usr");
    private static final long PLENTY = 1L << 40;

    @TempDir Path folder;
    private World world;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.docker.storage = new EngineStorage(ENGINE, ENGINE);
        world.deploy(world.commit(compose("app:1"), GATES));
        world.docker.performed.clear();
        world.docker.pulled.clear();
    }

    private void free(Path where, Space space) {
        world.disks.space = it -> Optional.of(it.equals(where) ? space : new Space(PLENTY, PLENTY));
    }

    private void deploySecond() {
        world.deploy(world.commit(compose("app:2"), GATES));
    }

    @Test
    void refusesBeforeAnythingIsPulledWhenTheEnginesDiskIsNearlyFull() {
        free(ENGINE, new Space(900_000_000, PLENTY));

        deploySecond();

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason())
                .isEqualTo(
                        "no room for the new images in /usr: 900.0 MB are free, 1073.7 MB are"
                                + " needed");
        assertThat(world.docker.pulled).isEmpty();
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void refusesWhenTheEnginesDiskTakesNoMoreFiles() {
        free(ENGINE, new Space(PLENTY, 12));

        deploySecond();

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains("12 inodes are free");
    }

    @Test
    void refusesBeforeAnythingIsFetchedWhenTheStateHasNoRoom() {
        free(world.settings.state(), new Space(1000, PLENTY));

        deploySecond();

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains("no room for the release's files");
        assertThat(world.docker.pulled).isEmpty();
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }

    @Test
    void aDiskThatNobodyCanSeeIsNotChecked() {
        world.docker.storage = new EngineStorage(Path.of("/not/here"), Path.of("/not/here"));
        free(Path.of("/not/here"), new Space(0, 0));

        deploySecond();

        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void saysSoWhenThePullItselfFindsNoSpace() {
        world.docker.pulls.put("app:2", new PullOutcome.NoSpace("no space left"));

        deploySecond();

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).isEqualTo("no space left");
        assertThat(world.docker.performed).isEmpty();
    }
}

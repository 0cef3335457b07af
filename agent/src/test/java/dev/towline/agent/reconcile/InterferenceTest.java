package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others do to containers while a deployment is under way is told.
class InterferenceTest {
    @TempDir Path folder;
    private World world;
    private CommitSha second;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        second = world.commit(compose("app:2"), GATES);
        world.told.clear();
    }

    /// Something happens when this command runs, once.
    private void at(String command, Runnable happens) {
        world.docker.commands =
                line -> {
                    if (line.equals(command)) {
                        world.docker.commands = _ -> 0;
                        happens.run();
                    }
                    return 0;
                };
    }

    @Test
    void removalBeforeTheSwitchIsToldAndMended() {
        at("db: backup", () -> world.docker.remove("shop-web-1"));

        world.deploy(second);

        assertThat(Told.progress(world))
                .containsExactly("not by this deployment: shop-web-1 was removed");
        assertThat(Told.outcomes(world)).containsExactly(Outcome.ACCEPTED);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
    }

    @Test
    void deathOfANewContainerIsTold() {
        at("api: contract", () -> world.docker.kill("shop-api-1", 137));

        world.deploy(second);

        assertThat(Told.progress(world))
                .contains("not by this deployment: shop-api-1 ended with exit code 137");
    }

    @Test
    void nothingIsToldOfAQuietDeployment() {
        world.deploy(second);

        assertThat(Told.progress(world)).isEmpty();
    }
}

package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.docker.PullOutcome;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All images are on the VM before anything is stopped.
class PullingTest {
    private static final String TWO_OF_ONE_IMAGE =
            """
            name: shop
            services:
              api: {image: 'app:1'}
              worker: {image: 'app:1', pull_policy: always}
              web: {image: 'page:1', pull_policy: never}
            """;

    @TempDir Path folder;
    private World world;

    @BeforeEach
    void world() {
        world = new World(folder);
    }

    @Test
    void pullsEachImageOnceAsTheServiceAsksThatAsksForTheMost() {
        world.deploy(world.commit(TWO_OF_ONE_IMAGE, "stable: 1s"));

        assertThat(world.docker.pulled)
                .containsExactlyInAnyOrder("app:1 Always[]", "page:1 Never[]");
    }

    @Test
    void doesNothingElseWhenTheRegistryStaysAway() {
        world.docker.pulls.put("page:1", new PullOutcome.Unavailable("no registry"));

        world.deploy(world.commit(TWO_OF_ONE_IMAGE, "stable: 1s"));

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains("no registry");
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void pullsAnewWhatAPowerCutDamaged() {
        world.docker.pulls.put("app:1", new PullOutcome.Damaged("readlink: invalid argument"));

        world.deploy(world.commit(TWO_OF_ONE_IMAGE, "stable: 1s"));

        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.docker.removed).containsExactly("app:1");
    }

    @Test
    void isRefusedWhenWhatIsDamagedCannotBeRemoved() {
        world.docker.pulls.put("app:1", new PullOutcome.Damaged("readlink: invalid argument"));
        world.docker.irremovable.add("app:1");

        world.deploy(world.commit(TWO_OF_ONE_IMAGE, "stable: 1s"));

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.reason()).contains("readlink: invalid argument");
        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void refusesAPolicyThatItDoesNotKnow() {
        world.deploy(world.commit(TWO_OF_ONE_IMAGE.replace("always", "sometimes"), "stable: 1s"));

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.docker.performed).isEmpty();
    }
}

package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Hold;
import dev.towline.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person wants hands off, and said so to the coordinator.
class OrderedHoldTest {
    private static final Duration SPAN = Duration.ofMinutes(20);

    @TempDir Path folder;
    private World world;
    private CommitSha second;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        second = world.commit(compose("app:2"), GATES);
        world.docker.performed.clear();
    }

    private Hold ordered() {
        var now = world.time.instant();
        return new Hold("the fair", "ann (token 1)", null, now, now.plus(SPAN));
    }

    @Test
    void makesADeploymentWaitAndSayWhyUntilItEnds() {
        var hold = ordered();
        world.orderHolds(1, hold);
        world.time.in(
                SPAN.minusMinutes(1),
                () -> {
                    assertThat(world.docker.performed).isEmpty();
                    assertThat(world.status().reason()).isEqualTo(hold.words());
                    assertThat(world.status().coordinatorHolds()).containsExactly(hold);
                });

        assertThat(world.deploy(second)).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.time.now()).isGreaterThanOrEqualTo(SPAN);
    }

    @Test
    void standsOverARestartWithoutTheCoordinator() {
        world.orderHolds(1, ordered());
        world.restart();
        world.docker.kill("shop-api-1", 137);

        world.passes(5);

        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void standsBesideTheOneOfTheVmAndEitherIsEnough() {
        world.orderHolds(1, ordered());
        world.hold("look at it", null);
        world.docker.kill("shop-api-1", 137);
        world.orderHolds(2);
        world.passes(3);
        assertThat(world.docker.performed).isEmpty();

        world.orderHolds(3, ordered());
        world.release();
        world.passes(3);
        assertThat(world.docker.performed).isEmpty();

        world.orderHolds(4);
        world.passes(3);
        assertThat(world.docker.performed).containsExactly("start shop-api-1");
    }

    @Test
    void isNotEndedByAnOlderRelease() {
        world.orderHolds(5, ordered());
        world.orderHolds(4);
        world.docker.kill("shop-api-1", 137);

        world.passes(3);

        assertThat(world.docker.performed).isEmpty();
    }

    @Test
    void standsWhereItsFileCannotBeReadUntilTheCoordinatorSpeaks() throws Exception {
        world.orderHolds(5, ordered());
        Files.writeString(world.settings.state().resolve("ordered-holds.json"), "{");
        world.restart();
        world.docker.kill("shop-api-1", 137);
        world.passes(3);
        assertThat(world.docker.performed).isEmpty();

        world.orderHolds(6);
        world.passes(3);

        assertThat(world.docker.performed).containsExactly("start shop-api-1");
    }
}

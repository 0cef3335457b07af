package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newer order takes over at a safe point, wherever the older one stands.
class SupersessionTest {
    @TempDir Path folder;
    private World world;
    private CommitSha second;
    private CommitSha third;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        second = world.commit(compose("app:2"), GATES);
        third = world.commit(compose("app:3"), GATES);
        world.docker.performed.clear();
    }

    private void assertTakenOver() {
        assertThat(Told.outcomes(world))
                .containsExactly(Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ACCEPTED);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:3"));
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        assertThat(world.entries().quarantined()).isEmpty();
    }

    /// The third release is ordered when this command runs in the second deployment.
    private void orderThirdAt(String command) {
        orderAt(command, third);
    }

    private void orderAt(String command, CommitSha sha) {
        world.docker.commands =
                line -> {
                    if (line.equals(command)) {
                        world.docker.commands = _ -> 0;
                        world.order(sha);
                    }
                    return 0;
                };
    }

    @Test
    void takesOverInTheGuard() {
        orderThirdAt("api: idle");

        world.deploy(second);

        assertTakenOver();
    }

    @Test
    void takesOverInTheHooksBeforeAnythingIsSwitched() {
        third = world.repository.write("compose.yaml", "services: [").commit("bad");
        orderThirdAt("db: backup");

        world.deploy(second);

        assertThat(Told.outcomes(world))
                .containsExactly(Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.REFUSED);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.file("compose.yaml")).isEqualTo(compose("app:1"));
    }

    @Test
    void takesOverBetweenAnyTwoSteps() {
        for (var n = 1; n <= 8; n++) {
            world = new World(folder.resolve("world-" + n));
            firstReleaseIn();
            orderThirdAfterStep(n);

            world.deploy(second);

            assertThat(world.docker.images())
                    .as("after step " + n)
                    .isEqualTo(Shop.running("app:3"));
            assertThat(Told.outcomes(world)).as("after step " + n).endsWith(Outcome.ACCEPTED);
        }
    }

    private void firstReleaseIn() {
        world.deploy(world.commit(compose("app:1"), GATES));
        second = world.commit(compose("app:2"), GATES);
        third = world.commit(compose("app:3"), GATES);
    }

    private void orderThirdAfterStep(int n) {
        var steps = new int[1];
        world.docker.after =
                _ -> {
                    if (++steps[0] == n) {
                        world.order(third);
                    }
                };
    }

    @Test
    void takesOverWhileTheContainersAreWatched() {
        world.docker.after =
                step -> {
                    if (step.describe().startsWith("start")) {
                        world.docker.after = _ -> {};
                        world.time.in(Patience.LOOK.multipliedBy(3), () -> world.order(third));
                    }
                };

        world.deploy(second);

        assertTakenOver();
    }

    @Test
    void takesOverInTheWayBack() {
        world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
        world.docker.after =
                step -> {
                    if (Told.phases(world).contains("roll_back started")) {
                        world.docker.after = _ -> {};
                        world.docker.commands = _ -> 0;
                        world.order(third);
                    }
                };

        world.deploy(second);

        assertThat(Told.outcomes(world))
                .containsExactly(Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ACCEPTED);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:3"));
        assertThat(world.entries().quarantined()).containsOnlyKeys(second);
    }

    @Test
    void goesBackWhenTheNewerOrderIsRefusedAndTheOlderOneHadBegunToSwitch() {
        third = world.commit("services: [", GATES);
        world.docker.after =
                step -> {
                    if (step.describe().startsWith("start")) {
                        world.docker.after = _ -> {};
                        world.order(third);
                    }
                };

        world.deploy(second);

        assertThat(Told.outcomes(world))
                .isEqualTo(List.of(Outcome.ACCEPTED, Outcome.SUPERSEDED, Outcome.ROLLED_BACK));
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.file("compose.yaml")).isEqualTo(compose("app:1"));
        assertThat(world.entries().quarantined()).isEmpty();
    }

    @Test
    void goesBackWhenTheWayBackGaveWayToAnOrderThatIsRefused() {
        for (var n = 1; n <= 6; n++) {
            world = new World(folder.resolve("back-" + n));
            firstReleaseIn();
            third = world.commit("services: [", GATES);
            world.docker.commands = line -> line.equals("api: contract") && failed() ? 1 : 0;
            orderThirdAfterStepOfTheWayBack(n);

            world.deploy(second);

            assertThat(world.docker.images()).as("step " + n).isEqualTo(Shop.running("app:1"));
            assertThat(world.file("compose.yaml")).isEqualTo(compose("app:1"));
            assertThat(world.entries().halfWay()).as("step " + n).isFalse();
            assertThat(Told.outcomes(world)).as("step " + n).contains(Outcome.ROLLED_BACK);
        }
    }

    private boolean failed() {
        return world.docker.images().contains("shop-api-1 app:2 running");
    }

    private void orderThirdAfterStepOfTheWayBack(int n) {
        var steps = new int[1];
        world.docker.after =
                _ -> {
                    if (Told.phases(world).contains("roll_back started") && ++steps[0] == n) {
                        world.order(third);
                    }
                };
    }

    @Test
    void goesBackThoughSeveralOrdersGaveWayInBetween() {
        var refused = world.commit("services: [", GATES);
        world.docker.after =
                step -> {
                    if (step.describe().startsWith("start")) {
                        world.docker.after = _ -> {};
                        orderAt("api: idle", refused);
                        world.order(third);
                    }
                };

        world.deploy(second);

        assertThat(Told.outcomes(world))
                .containsExactly(
                        Outcome.ACCEPTED,
                        Outcome.SUPERSEDED,
                        Outcome.SUPERSEDED,
                        Outcome.ROLLED_BACK);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }
}

package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.agent.project.DesiredProject;
import dev.towline.wire.Condition;
import dev.towline.wire.Drift;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealingTest {
    @TempDir Path folder;
    private World world;

    @BeforeEach
    void accepted() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        world.docker.performed.clear();
        world.told.clear();
    }

    @Test
    void doesAndSaysNothingWhileNothingChanges() {
        world.passes(100);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.told).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void startsWhatEndedAgain() {
        world.docker.kill("shop-api-1", 137);

        world.passes(3);

        assertThat(world.docker.performed).containsExactly("start shop-api-1");
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void makesWhatWasRemovedAgain() {
        world.docker.remove("shop-web-1");

        world.passes(6);

        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void bringsAllBackAfterAPowerCut() {
        world.docker.powerCycle();
        world.docker.kill("shop-db-1", 255);
        world.restart();

        world.passes(6);

        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void reportsAContainerThatSomebodyReplacedAndNeverFightsIt() {
        world.docker.composeRecreate(changedByHand(), "shop-web-1");

        world.passes(50);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().drift().toString()).contains("shop-web-1");
        assertThat(world.told).hasSize(1);
    }

    @Test
    void acceptsAContainerThatSomebodyMadeAnewAsItWas() {
        var project = world.entries().lastAccepted().orElseThrow().project();
        world.docker.composeRecreate(project, "shop-web-1");

        world.passes(5);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
    }

    @Test
    void pausesLongerAndLongerBetweenStartsOfWhatDoesNotStayUp() {
        var starts = new ArrayList<Long>();
        world.docker.after =
                _ -> {
                    starts.add(world.time.now().toMillis());
                    world.docker.kill("shop-api-1", 1);
                };
        world.docker.kill("shop-api-1", 1);

        world.passes(300);

        var pauses = new ArrayList<Long>();
        for (var it = 1; it < starts.size(); it++) {
            pauses.add(starts.get(it) - starts.get(it - 1));
        }
        // It is seen to have ended again half a second after its start.
        assertThat(pauses.subList(0, 9))
                .containsExactly(
                        1500L, 2500L, 4500L, 8500L, 16500L, 32500L, 64500L, 3600500L, 3600500L);
    }

    @Test
    void saysDegradedWhileItRestsBetweenTwoTries() {
        world.docker.after = _ -> world.docker.kill("shop-api-1", 1);
        world.docker.kill("shop-api-1", 1);

        world.passes(20);

        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().reason()).contains("shop-api-1");
    }

    @Test
    void saysDegradedWhenTheEngineWillNotStartIt() {
        world.docker.fault = _ -> new StepOutcome.Refused("port is already allocated");
        world.docker.kill("shop-api-1", 1);

        world.passes(20);

        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().reason())
                .contains("could not start shop-api-1: port is already allocated");
    }

    @Test
    void reportsWhatWillNotComeByItself() {
        world.docker.pause("shop-api-1");

        world.passes(20);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().reason()).contains("shop-api-1 is paused");
        assertThat(world.told).hasSize(1);
    }

    @Test
    void healsTheOthersBesideWhatSomebodyReplacedAndWhatIsPaused() {
        world.docker.composeRecreate(changedByHand(), "shop-web-1");
        world.docker.pause("shop-db-1");
        world.docker.kill("shop-api-1", 1);

        world.passes(10);

        assertThat(world.docker.performed).containsExactly("start shop-api-1");
        assertThat(world.status().drift())
                .anyMatch(it -> it.what().contains("shop-web-1 is not the accepted release's"))
                .anyMatch(it -> it.what().contains("shop-db-1 is paused"));
    }

    @Test
    void countsWhatItHealsAndInWhatItDiffersBegins() {
        world.docker.composeRecreate(changedByHand(), "shop-web-1");
        world.docker.kill("shop-api-1", 1);

        world.passes(10);

        assertThat(world.tally().heals(Tally.Heal.DONE)).isOne();
        assertThat(world.tally().heals(Tally.Heal.FAILED)).isZero();
        assertThat(world.tally().drift(Drift.Handling.HEALING)).isPositive();
        assertThat(world.tally().drift(Drift.Handling.LEFT)).isPositive();
        assertThat(world.tally().drift(Drift.Handling.NOTED)).isZero();
    }

    @Test
    void doesNotRestForWhatItDoesNotActUpon() {
        world.docker.composeRecreate(changedByHand(), "shop-web-1");
        world.passes(50);
        var before = world.time.now();

        world.docker.kill("shop-api-1", 1);
        world.passes(1);
        world.docker.kill("shop-api-1", 1);
        world.passes(2);

        assertThat(world.docker.performed).hasSize(2);
        assertThat(world.time.now().minus(before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void healsTheOthersWhileTheEngineWillNotStartOne() {
        world.docker.fault =
                step ->
                        step.describe().contains("shop-db-1")
                                ? new StepOutcome.Refused("port is already allocated")
                                : null;
        world.docker.kill("shop-db-1", 1);
        world.docker.kill("shop-web-1", 1);

        world.passes(20);

        assertThat(world.docker.images()).contains("shop-web-1 page:1 running");
        assertThat(world.status().reason()).contains("shop-db-1");
    }

    private DesiredProject changedByHand() {
        var accepted = world.entries().lastAccepted().orElseThrow().project();
        var changed = accepted.canonical();
        changed.withObject("/services/web").put("user", "1000");
        return DockerInMemory.resolved(DesiredProject.of(changed, accepted.folder()));
    }

    @Test
    void survivesAnEngineThatIsAway() {
        world.docker.away = () -> true;
        world.passes(10);
        var away = world.status();
        world.docker.away = () -> false;
        world.passes(3);

        assertThat(List.of(away.status(), world.status().status()))
                .containsExactly(Condition.DEGRADED, Condition.CONVERGED);
        assertThat(world.docker.performed).isEmpty();
    }
}

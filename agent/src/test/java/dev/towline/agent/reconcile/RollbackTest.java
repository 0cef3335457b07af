package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.agent.plan.StepOutcome;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import dev.towline.wire.ProgressReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One that failed at a gate goes back the one way there is.
class RollbackTest {
    @TempDir Path folder;
    private World world;
    private CommitSha first;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.repository.write("conf/app.txt", "one");
        first = world.commit(compose("app:1"), GATES);
        world.deploy(first);
        world.repository.write("conf/app.txt", "two");
    }

    private CommitSha second(String image) {
        return world.commit(compose(image), GATES);
    }

    private void assertRolledBack(CommitSha bad, String reason) {
        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.reason()).contains(reason);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.file("conf/app.txt")).isEqualTo("one");
        assertThat(world.entries().quarantined()).containsKey(bad);
        assertThat(Told.phases(world)).containsOnlyOnce("roll_back started");
        assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
        assertThat(world.status().sha()).isEqualTo(first);
    }

    @Test
    void goesBackFromAContractThatIsBroken() {
        world.docker.commands = line -> line.equals("api: contract") && runs("app:2") ? 1 : 0;
        var bad = second("app:2");

        world.deploy(bad);

        assertRolledBack(bad, "contract check");
    }

    @Test
    void goesBackFromAContainerThatDoesNotStayUp() {
        var bad = second("broken:1");

        world.deploy(bad);

        assertRolledBack(bad, "restarted again and again");
    }

    @Test
    void goesBackWhenTheEngineRefusesAStep() {
        world.docker.fault =
                step ->
                        step instanceof Step.StartContainer it && it.container().contains("next")
                                ? new StepOutcome.Refused("port is already allocated")
                                : null;
        var bad = second("app:2");

        world.deploy(bad);

        assertRolledBack(bad, "port is already allocated");
    }

    @Test
    void goesBackFromAFullDiskWithoutBlamingTheRelease() {
        world.docker.fault =
                step ->
                        step instanceof Step.StartContainer it && it.container().contains("next")
                                ? new StepOutcome.Refused(
                                        "failed to mount: No space left on device")
                                : null;
        var good = second("app:2");

        world.deploy(good);

        assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.entries().quarantined()).isEmpty();
        world.docker.fault = _ -> null;
        assertThat(world.deploy(good)).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void waitsForRoomOnTheWayBack() {
        world.docker.fault =
                step ->
                        step instanceof Step.StartContainer
                                ? new StepOutcome.Refused("mkdir: no space left on device")
                                : null;
        world.time.in(Duration.ofMinutes(10), () -> world.docker.fault = _ -> null);

        var outcome = world.deploy(second("app:2"));

        assertThat(outcome).as(world.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
    }

    @Test
    void goesOnWhereSomebodyTakesTheNewContainerAway() {
        var taken = new AtomicInteger();
        world.docker.fault =
                step ->
                        step instanceof Step.StartContainer && taken.incrementAndGet() <= 3
                                ? new StepOutcome.Refused(
                                        "could not start it: No such container: 1")
                                : null;

        var outcome = world.deploy(second("app:2"));

        assertThat(outcome).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void goesOnWhereTheOldContainerEndsAsItsPolicyIsSet() {
        var ended = new AtomicInteger();
        world.docker.fault =
                step ->
                        step instanceof Step.SetRestartPolicy && ended.incrementAndGet() == 1
                                ? new StepOutcome.Refused(
                                        "Cannot update container 1: cannot update a stopped"
                                                + " container: unknown")
                                : null;

        var outcome = world.deploy(second("app:2"));

        assertThat(outcome).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
        assertThat(ended).hasPositiveValue();
    }

    @Test
    void preparesOnceTheEngineIsBack() {
        var looks = new AtomicInteger();
        world.docker.away = () -> looks.incrementAndGet() <= 5;

        var outcome = world.deploy(second("app:2"));

        assertThat(outcome).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void goesBackThoughAHookCannotRunOnTheWay() {
        var draining = "restart: unless-stopped\n    pre_stop: [{command: [drain]}]";
        var before = compose("app:1").replace("restart: unless-stopped", draining);
        world.deploy(world.commit(before, GATES));
        world.docker.commands = line -> line.equals("api: contract") && runs("app:2") ? 1 : 0;
        world.docker.fault =
                step ->
                        step instanceof Step.RunHook
                                        && Told.phases(world).contains("roll_back started")
                                ? new StepOutcome.Refused("exit code 7")
                                : null;

        world.deploy(world.commit(before.replace("app:1", "app:2"), GATES));

        assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
        assertThat(world.told)
                .filteredOn(ProgressReport.class::isInstance)
                .extracting(Object::toString)
                .anyMatch(it -> it.contains("the way back goes on: run pre_stop hook 1"));
    }

    @Test
    void goesBackFromAHealthPageThatNeverAnswers() {
        var bad =
                world.commit(
                        compose("app:2"),
                        GATES + "health: [{url: 'http://127.0.0.1:1/health', timeout: 5s}]\n");

        world.deploy(bad);

        assertRolledBack(bad, "could not connect");
    }

    @Test
    void goesBackFromAContainerThatIsNeverHealthy() {
        var bad =
                world.commit(
                        compose("sick:1")
                                .replace(
                                        "depends_on: [db]",
                                        "depends_on: [db]\n    healthcheck: {test: [CMD, x]}"),
                        GATES);

        world.deploy(bad);

        assertRolledBack(bad, "unhealthy");
    }

    @Test
    void goesBackFromAJobThatFails() {
        var bad =
                world.commit(
                        compose("app:2")
                                .replace(
                                        "  web:",
                                        "  migrate: {image: 'broken:1', restart: 'no'}\n  web:"),
                        GATES);

        world.deploy(bad);

        assertRolledBack(bad, "shop-migrate-1");
    }

    @Test
    void doesNotTryAQuarantinedReleaseAgainUnlessForced() {
        world.docker.commands = line -> line.equals("api: contract") && runs("app:2") ? 1 : 0;
        var bad = second("app:2");
        world.deploy(bad);
        world.docker.performed.clear();

        world.deploy(bad);
        var unforced = world.outcome();
        var touched = world.docker.performed.size();
        world.docker.commands = _ -> 0;
        world.order(bad, it -> Orders.forced(it));
        world.settle();

        assertThat(unforced).isEqualTo(Outcome.REFUSED);
        assertThat(touched).isZero();
        assertThat(world.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void leavesEverythingRunningWhenTheRollbackFailsToo() {
        world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;

        world.deploy(second("app:2"));
        world.passes(20);

        assertThat(world.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(Told.phases(world)).containsOnlyOnce("roll_back started");
        assertThat(world.docker.images()).contains("shop-api-1 app:1 running");
        assertThat(world.status().status()).isEqualTo(Condition.STALLED);
    }

    @Test
    void leavesTheFailedReleaseWhereThePersonWantsToLook() {
        world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;

        world.deploy(world.commit(compose("app:2"), GATES + "rollback: manual\n"));
        world.docker.performed.clear();
        world.docker.kill("shop-api-1", 1);
        world.passes(20);

        assertThat(world.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.STALLED);
        assertThat(world.status().reason()).contains("rollback is manual");
    }

    @Test
    void leavesItThereAlsoWhenTheNextOrderIsRefused() {
        world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
        world.deploy(world.commit(compose("app:2"), GATES + "rollback: manual\n"));
        world.docker.performed.clear();

        world.deploy(world.commit("services: [", GATES));
        world.docker.kill("shop-api-1", 1);
        world.passes(20);

        assertThat(world.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(world.docker.performed).isEmpty();
        assertThat(world.status().status()).isEqualTo(Condition.STALLED);
        assertThat(world.status().reason()).contains("refused", "one that stalled");
    }

    private boolean runs(String image) {
        return world.docker.images().contains("shop-api-1 " + image + " running");
    }
}

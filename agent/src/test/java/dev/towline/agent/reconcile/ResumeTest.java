package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.Step;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The process is killed at every moment that matters, and a new one goes on: after each write of
/// the journal, and before and after each step.
class ResumeTest {
    private static final String GATES =
            Shop.GATES.replace("command: [backup]", "command: [backup], idempotent: true");

    @TempDir Path folder;
    private int worlds;

    /// What happens, and what must have come of it.
    ///
    /// @param compose of the second release
    /// @param runs the image of `api` at the end
    private record Story(
            String name, String compose, String runs, Outcome outcome, Consumer<World> faults) {}

    private static final Story ACCEPTED =
            new Story("accepted", compose("app:2"), "app:2", Outcome.ACCEPTED, _ -> {});
    private static final Story ROLLED_BACK =
            new Story(
                    "rolled back",
                    compose("app:2"),
                    "app:1",
                    Outcome.ROLLED_BACK,
                    world -> world.docker.commands = line -> broken(world, line) ? 1 : 0);

    private static boolean broken(World world, String line) {
        return line.contains("contract")
                && world.docker.images().contains("shop-api-1 app:2 running");
    }

    @TestFactory
    List<DynamicTest> comesToTheSameEndWhereverItIsKilled() {
        return Stream.of(ACCEPTED, ROLLED_BACK).map(this::everyMoment).toList();
    }

    private DynamicTest everyMoment(Story story) {
        var undisturbed = world(story);
        var written = undisturbed.world.disk.writes;
        var performed = undisturbed.world.docker.performed.size();
        undisturbed.run();
        var writes = undisturbed.world.disk.writes - written;
        var steps = undisturbed.world.docker.performed.size() - performed;
        assertThat(writes + 2 * steps).isGreaterThan(30);
        return DynamicTest.dynamicTest(
                "%s: killed at %d moments".formatted(story.name, writes + 2 * steps),
                () -> {
                    for (var n = 1; n <= writes; n++) {
                        afterWrite(story, n);
                    }
                    for (var n = 1; n <= steps; n++) {
                        atStep(story, n, (world, cut) -> world.docker.before = cut);
                        atStep(story, n, (world, cut) -> world.docker.after = cut);
                    }
                });
    }

    private void afterWrite(Story story, int n) {
        var run = world(story);
        run.world.disk.cutAfter = run.world.disk.writes + n;

        run.killedAndResumed();

        run.judge("killed after write " + n);
    }

    private void atStep(Story story, int n, Injection injection) {
        var run = world(story);
        var count = new AtomicInteger();
        injection.into(
                run.world,
                _ -> {
                    if (count.incrementAndGet() == n) {
                        throw new PowerCut();
                    }
                });

        run.killedAndResumed();

        run.judge("killed at step " + n);
    }

    @FunctionalInterface
    private interface Injection {
        void into(World world, Consumer<Step> cut);
    }

    /// A world where the first release runs and the second one is ordered.
    private Run world(Story story) {
        var world = new World(folder.resolve("world-" + worlds++));
        world.repository.write("conf/app.txt", "one");
        world.deploy(world.commit(compose("app:1"), GATES));
        story.faults.accept(world);
        world.repository.write("conf/app.txt", "two");
        return new Run(world, story, world.commit(story.compose, GATES));
    }

    private record Run(World world, Story story, CommitSha second) {
        void run() {
            world.deploy(second);
        }

        boolean killed() {
            try {
                run();
                return false;
            } catch (PowerCut _) {
                return true;
            }
        }

        void killedAndResumed() {
            if (killed()) {
                world.restart();
                world.settle();
            }
        }

        void judge(String moment) {
            var accepted = story.outcome == Outcome.ACCEPTED;
            assertThat(world.docker.images()).as(moment).isEqualTo(Shop.running(story.runs));
            assertThat(world.file("conf/app.txt")).as(moment).isEqualTo(accepted ? "two" : "one");
            assertThat(world.outcome()).as(moment).isEqualTo(story.outcome);
            assertThat(Told.outcomes(world).getLast()).as(moment).isEqualTo(story.outcome);
            assertThat(Told.outcomes(world).size()).as(moment).isGreaterThanOrEqualTo(2);
            assertThat(world.status().status())
                    .as(moment)
                    .isEqualTo(accepted ? Condition.CONVERGED : Condition.DEGRADED);
            assertThat(world.entries().quarantined().containsKey(second))
                    .as(moment)
                    .isEqualTo(!accepted);
        }
    }

    @Test
    void givesWayToANewerOrderWhereverItWasKilled() {
        for (var n = 1; ; n++) {
            var run = world(ACCEPTED);
            run.world.repository.write("conf/app.txt", "three");
            var third = run.world.commit(compose("app:3"), GATES);
            run.world.disk.cutAfter = run.world.disk.writes + n;
            if (!run.killed()) {
                break;
            }

            run.world.order(third);
            run.world.restart();
            run.world.settle();

            assertThat(run.world.outcome())
                    .as("write %d %s", n, run.world.reason())
                    .isEqualTo(Outcome.ACCEPTED);
            assertThat(run.world.docker.images()).isEqualTo(Shop.running("app:3"));
            assertThat(run.world.file("conf/app.txt")).isEqualTo("three");
        }
    }
}

package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.compose.ComposeLoader;
import dev.towline.agent.compose.ComposeRequest;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.project.DesiredProject;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where no release was ever accepted there is none to go back to.
class FirstDeploymentTest {
    @TempDir Path folder;

    @Nested
    class WhenNothingRan {
        @Test
        void stallsWhenItFails() {
            var world = new World(folder);
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;

            world.deploy(world.commit(compose("app:1"), GATES));
            world.passes(5);

            assertThat(world.outcome()).isEqualTo(Outcome.STALLED);
            assertThat(world.reason()).contains("no accepted release to go back to");
            assertThat(world.status().status()).isEqualTo(Condition.STALLED);
        }

        @Test
        void isFollowedByAFix() {
            var world = new World(folder);
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
            world.deploy(world.commit(compose("app:1"), GATES));
            world.docker.commands = _ -> 0;

            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }
    }

    @Nested
    class WhenTheJournalWasLost {
        @Test
        void makesRunAgainWhatWeHadMadeBefore() {
            var world = new World(folder);
            world.deploy(world.commit(compose("app:1"), GATES));
            var before = world.docker.ids();
            world.loseJournal();
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;

            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
            assertThat(world.docker.ids()).isEqualTo(before);
        }
    }

    @Nested
    class WhenComposeRanAStack {
        private static final String BEFORE = "own: file\n";
        private World world;

        private World adopting(Path where) throws Exception {
            world = new World(where);
            world.write("compose.yaml", compose("old:1"));
            world.write("conf/app.txt", BEFORE);
            world.docker.composeUp(project());
            world.repository.write("conf/app.txt", "one");
            return world;
        }

        private DesiredProject project() throws Exception {
            var root = world.settings.folder();
            var loaded =
                    ComposeLoader.load(
                            new ComposeRequest(
                                    root, root, List.of(), null, List.of(), Map.of(), List.of()));
            return DockerInMemory.resolved(loaded.project());
        }

        private void assertGivenBack(String before, String moment) {
            assertThat(world.outcome()).as(moment + world.reason()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.docker.images()).as(moment).isEqualTo(before);
            assertThat(world.file("compose.yaml")).as(moment).isEqualTo(compose("old:1"));
            assertThat(world.file("conf/app.txt")).as(moment).isEqualTo(BEFORE);
        }

        @Test
        void takesItOver() throws Exception {
            adopting(folder);

            world.deploy(world.commit(compose("app:1"), GATES));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
            assertThat(world.entries().adopted()).isEmpty();
        }

        @Test
        void givesItBackWhenItFails() throws Exception {
            adopting(folder);
            var before = world.docker.images();
            var ids = world.docker.ids();
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;

            world.deploy(world.commit(compose("app:1"), GATES));

            assertGivenBack(before, "");
            assertThat(world.docker.ids()).isEqualTo(ids);
        }

        @Test
        void isFollowedByAFix() throws Exception {
            adopting(folder);
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
            world.deploy(world.commit(compose("app:1"), GATES));
            world.docker.commands = _ -> 0;

            world.deploy(world.commit(compose("app:2"), GATES));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }

        @Test
        void givesItBackAlsoWhenTheFirstGaveWayToASecondThatFails() throws Exception {
            adopting(folder);
            var before = world.docker.images();
            var first = world.commit(compose("app:1"), GATES);
            world.repository.write("conf/app.txt", "two");
            var second = world.commit(compose("app:2"), GATES);
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
            world.docker.after =
                    step -> {
                        if (step.describe().startsWith("start")) {
                            world.docker.after = _ -> {};
                            world.order(second);
                        }
                    };

            world.deploy(first);

            assertThat(Told.outcomes(world))
                    .containsExactly(Outcome.SUPERSEDED, Outcome.ROLLED_BACK);
            assertGivenBack(before, "");
        }

        @Test
        void givesItBackWhenTheSecondIsRefused() throws Exception {
            for (var n = 1; n <= 16; n += 2) {
                adopting(folder.resolve("refused-" + n));
                var before = world.docker.images();
                var first = world.commit(compose("app:1"), GATES);
                var refused = world.commit("services: [", GATES);
                world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
                orderAfterStep(n, refused);

                world.deploy(first);

                assertThat(Told.outcomes(world)).contains(Outcome.ROLLED_BACK);
                assertThat(world.docker.images()).as("step " + n).isEqualTo(before);
                assertThat(world.file("compose.yaml")).isEqualTo(compose("old:1"));
            }
        }

        private void orderAfterStep(int n, CommitSha sha) {
            var count = new AtomicInteger();
            world.docker.after =
                    _ -> {
                        if (count.incrementAndGet() == n) {
                            world.order(sha);
                        }
                    };
        }

        @Test
        void givesItBackWhereverItIsKilled() throws Exception {
            var moments = 0;
            for (var n = 1; ; n++) {
                adopting(folder.resolve("write-" + n));
                world.disk.cutAfter = n;
                var before = world.docker.images();
                if (!killedAndResumed()) {
                    break;
                }
                moments++;
                assertGivenBack(before, "write " + n + ": ");
            }
            for (var n = 1; ; n++) {
                adopting(folder.resolve("step-" + n));
                var before = world.docker.images();
                cutAfterStep(n);
                if (!killedAndResumed()) {
                    break;
                }
                moments++;
                assertGivenBack(before, "step " + n + ": ");
            }
            assertThat(moments).isGreaterThan(25);
        }

        @Test
        void givesWayToANewerOrderWhereverItWasKilled() throws Exception {
            for (var n = 1; n <= 12; n++) {
                adopting(folder.resolve("newer-" + n));
                var first = world.commit(compose("app:1"), GATES);
                world.repository.write("conf/app.txt", "two");
                var second = world.commit(compose("app:2"), GATES);
                world.disk.cutAfter = n;

                killed(first);
                world.order(second);
                world.restart();
                world.settle();

                assertThat(world.outcome()).as(n + world.reason()).isEqualTo(Outcome.ACCEPTED);
                assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
            }
        }

        private void killed(CommitSha sha) {
            try {
                world.deploy(sha);
            } catch (PowerCut _) {
                world.docker.after = _ -> {};
            }
        }

        private void cutAfterStep(int n) {
            var count = new AtomicInteger();
            world.docker.after =
                    _ -> {
                        if (count.incrementAndGet() == n) {
                            throw new PowerCut();
                        }
                    };
        }

        private boolean killedAndResumed() {
            world.docker.commands = line -> line.equals("api: contract") ? 1 : 0;
            var towline = GATES.replace("command: [backup]", "command: [backup], idempotent: true");
            var sha = world.commit(compose("app:1"), towline);
            try {
                world.deploy(sha);
                return false;
            } catch (PowerCut _) {
                world.restart();
                world.settle();
                return true;
            }
        }
    }
}

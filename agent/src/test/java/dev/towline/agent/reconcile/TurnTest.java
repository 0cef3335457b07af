package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.lock.Attempt;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Outcome;
import dev.towline.wire.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another writer on the same machine has the project's lock.
class TurnTest {
    @TempDir Path folder;
    private World world;
    private CommitSha second;

    @BeforeEach
    void firstRelease() {
        world = new World(folder);
        world.deploy(world.commit(compose("app:1"), GATES));
        second = world.commit(compose("app:2"), GATES);
        forget();
    }

    private void forget() {
        world.docker.performed.clear();
        world.docker.ran.clear();
        world.told.clear();
    }

    @Nested
    class WhenADeploymentIsOrdered {
        @Test
        void waitsUntilItIsFreeAndSaysForWhom() {
            var lock = world.lock("exec: look at the import");
            var meanwhile = new ArrayList<Status>();
            world.time.in(
                    Duration.ofMinutes(5),
                    () -> {
                        meanwhile.add(world.status());
                        assertThat(world.docker.performed).isEmpty();
                        assertThat(world.docker.ran).isEmpty();
                        lock.close();
                    });

            var outcome = world.deploy(second);

            assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(meanwhile)
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.status()).isEqualTo(Condition.DEFERRED);
                        assertThat(it.reason())
                                .startsWith("shop is locked by ")
                                .contains("process " + ProcessHandle.current().pid())
                                .endsWith(": exec: look at the import");
                    });
            assertThat(Told.progress(world))
                    .filteredOn(it -> it.contains("is locked by"))
                    .hasSize(1);
        }

        @Test
        void looksAtEverythingAnewAfterTheWait() {
            var lock = world.lock("exec: look");
            world.time.in(
                    Duration.ofMinutes(5),
                    () -> {
                        world.write("conf/app.txt", "mine");
                        world.write("compose.yaml", "edited: by hand");
                        lock.close();
                    });

            var outcome = world.deploy(second);

            assertThat(outcome).isEqualTo(Outcome.REFUSED);
            assertThat(world.reason()).contains("compose.yaml");
            assertThat(world.docker.performed).isEmpty();
        }

        @Test
        void isRefusedAfterItsPatienceWithNothingTouched() {
            try (var _ = world.lock("exec: look")) {
                var outcome = world.deploy(second);

                assertThat(outcome).isEqualTo(Outcome.REFUSED);
                assertThat(world.reason())
                        .startsWith("still locked after PT15M; shop is locked by ")
                        .endsWith(": exec: look");
                assertThat(world.docker.performed).isEmpty();
                assertThat(world.docker.ran).isEmpty();
                assertThat(world.entries().quarantined()).isEmpty();
            }
        }

        @Test
        void givesWayToANewerOneWhileItWaits() {
            var third = world.commit(compose("app:3"), GATES);
            var lock = world.lock("exec: look");
            world.time.in(Duration.ofMinutes(5), () -> world.order(third));
            world.time.in(Duration.ofMinutes(6), lock::close);

            world.deploy(second);

            assertThat(Told.outcomes(world)).containsExactly(Outcome.SUPERSEDED, Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:3"));
        }

        @Test
        void holdsTheLockFromTheGuardToTheLastHook() {
            var found = new ArrayList<String>();
            world.docker.commands =
                    line -> {
                        found.add(line + ", locked for " + lockedFor());
                        return 0;
                    };
            world.docker.before = it -> found.add(lockedFor());

            world.deploy(second);

            assertThat(found).hasSizeGreaterThan(8);
            assertThat(found).allMatch(it -> it.endsWith("deployment staging-2"));
            assertThat(lockedFor()).isEqualTo("nobody");
        }

        private String lockedFor() {
            return switch (world.locks.tryTake("shop", "a test")) {
                case Attempt.Busy it -> it.holder() == null ? "?" : it.holder().why();
                case Attempt.Taken it -> {
                    it.lock().close();
                    yield "nobody";
                }
            };
        }
    }

    @Nested
    class WhenTheAgentDiedInTheMiddle {
        @Test
        void waitsAsLongAsItTakesAndGoesOn() {
            killInTheSwitch();
            var lock = world.lock("exec: look");
            world.time.in(Duration.ofMinutes(20), lock::close);
            world.restart();

            var outcome = world.settle();

            assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }

        @Test
        void touchesNothingWhileItWaits() {
            killInTheSwitch();
            forget();
            var lock = world.lock("exec: look");
            world.time.in(
                    Duration.ofMinutes(20),
                    () -> {
                        assertThat(world.docker.performed).isEmpty();
                        assertThat(world.status().status()).isEqualTo(Condition.DEFERRED);
                        lock.close();
                    });
            world.restart();

            world.settle();

            assertThat(world.docker.performed).isNotEmpty();
        }

        private void killInTheSwitch() {
            world.docker.before =
                    _ -> {
                        world.docker.before = _ -> {};
                        throw new PowerCut();
                    };
            try {
                world.deploy(second);
                throw new AssertionError("was not killed");
            } catch (PowerCut _) {
                assertThat(world.entries().halfWay()).isTrue();
            }
        }
    }

    @Nested
    class WhenSomethingIsToBeHealed {
        @Test
        void leavesThePassAndSaysWhyOnce() {
            try (var _ = world.lock("exec: look")) {
                world.docker.kill("shop-api-1", 137);

                world.passes(20);

                assertThat(world.docker.performed).isEmpty();
                assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
                assertThat(world.status().reason())
                        .startsWith("healing waits, locked by ")
                        .contains(": exec: look; ")
                        .contains("shop-api-1");
                assertThat(world.told).hasSize(1);
            }
        }

        @Test
        void healsWhenItIsFree() {
            var lock = world.lock("exec: look");
            world.docker.kill("shop-api-1", 137);
            world.passes(5);

            lock.close();
            world.passes(3);

            assertThat(world.docker.performed).containsExactly("start shop-api-1");
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        }

        @Test
        void takesTheLockForItsStepsOnly() {
            world.docker.kill("shop-api-1", 137);
            world.docker.before =
                    _ ->
                            assertThat(world.locks.tryTake("shop", "a test"))
                                    .isInstanceOf(Attempt.Busy.class);

            world.passes(3);

            assertThat(world.docker.performed).containsExactly("start shop-api-1");
            world.lock("apply").close();
        }
    }
}

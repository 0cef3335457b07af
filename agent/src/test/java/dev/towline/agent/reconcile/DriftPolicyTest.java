package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.plan.DockerInMemory.Edit;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.wire.Condition;
import dev.towline.wire.Drift.Handling;
import dev.towline.wire.DriftPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of what people change, where the policy is not to hold off.
class DriftPolicyTest {
    @TempDir Path folder;

    @Nested
    class WhenItHeals {
        private World world;

        @BeforeEach
        void accept() {
            world = DriftWorld.accepted(folder, DriftPolicy.HEAL);
        }

        @Test
        void bringsBackWhatSomebodyReplacedOrChanged() {
            DriftWorld.replaceByHand(world);
            world.docker.edit(
                    "shop-api-1", it -> new Edit("mine", new RestartPolicy("always", 0), "1"));

            world.passes(40);

            assertThat(world.docker.images()).isEqualTo(Shop.running("app:1"));
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        }

        @Test
        void fightsNobodyForLongOverAFile() {
            var begun = world.time.now();
            var before = world.file("compose.yaml");
            var healed = 0;
            for (var round = 0; round < 30; round++) {
                world.write("compose.yaml", "# mine " + round + "\n");
                world.passes(4);
                healed += world.file("compose.yaml").equals(before) ? 1 : 0;
            }

            var hours = (int) world.time.now().minus(begun).toHours();
            assertThat(healed).isBetween(8, 9 + hours).isLessThan(30);
        }

        @Test
        void fightsNobodyForLong() {
            var begun = world.time.now();
            for (var round = 0; round < 20; round++) {
                DriftWorld.replaceByHand(world);
                world.passes(12);
            }

            var made =
                    world.docker.performed.stream().filter(it -> it.startsWith("create")).count();
            var hours = world.time.now().minus(begun).toHours();
            assertThat(made).isBetween(8L, 8L + hours);
            assertThat(world.status().drift().toString()).contains("times in a row");
        }
    }

    @Nested
    class WhenItOnlyObserves {
        private World world;

        @BeforeEach
        void accept() {
            world = DriftWorld.accepted(folder, DriftPolicy.OBSERVE);
        }

        @Test
        void reportsAndTouchesNothing() {
            world.docker.kill("shop-api-1", 1);
            DriftWorld.replaceByHand(world);

            world.passes(20);

            assertThat(world.docker.performed).isEmpty();
            assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
            assertThat(world.status().drift()).allMatch(it -> it.handling() == Handling.LEFT);
            assertThat(world.status().drift().toString()).contains("shop-api-1", "shop-web-1");
        }

        @Test
        void bringsBackWhatAPersonReleased() {
            world.docker.kill("shop-api-1", 1);
            world.passes(5);

            world.release();
            world.passes(10);

            assertThat(world.docker.performed).containsExactly("start shop-api-1");
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        }
    }

    @ParameterizedTest
    @EnumSource(DriftPolicy.class)
    void doesNothingWhileNothingDiffers(DriftPolicy policy) {
        var world = DriftWorld.accepted(folder, policy);

        world.passes(20);

        assertThat(world.docker.performed).isEmpty();
        assertThat(world.told).isEmpty();
    }

    @Nested
    class WhenTheCoordinatorReleasesIt {
        private World world;

        @BeforeEach
        void leaveSomethingToPeople() {
            world = DriftWorld.accepted(folder, DriftPolicy.HOLD_OFF);
            DriftWorld.replaceByHand(world);
            world.passes(10);
        }

        @Test
        void bringsItBackAlsoAfterARestart() {
            var left = world.status().drift();
            world.orderRelease(5);
            world.restart();

            world.passes(40);

            assertThat(left).isNotEmpty();
            assertThat(world.status().drift()).isEmpty();
        }

        @Test
        void doesSoOnceForEachNumber() {
            world.orderRelease(5);
            world.passes(40);
            DriftWorld.replaceByHand(world);
            world.restart();
            world.orderRelease(5);

            world.passes(40);
            var left = world.status().drift();
            world.orderRelease(6);
            world.passes(40);

            assertThat(left).isNotEmpty();
            assertThat(world.status().drift()).isEmpty();
        }
    }
}

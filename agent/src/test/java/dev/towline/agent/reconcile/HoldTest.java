package dev.towline.agent.reconcile;

import static dev.towline.agent.reconcile.Shop.GATES;
import static dev.towline.agent.reconcile.Shop.compose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.wire.Condition;
import dev.towline.wire.Hold;
import dev.towline.wire.Outcome;
import dev.towline.wire.StatusReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person wants hands off.
class HoldTest {
    private static final Duration SPAN = Duration.ofMinutes(20);

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
        world.docker.pulled.clear();
        world.told.clear();
    }

    @Nested
    class WhenADeploymentIsOrdered {
        @Test
        void preparesAndWaitsUntilItExpires() {
            world.hold("the import runs", SPAN);
            var begun = world.time.now();
            world.time.in(SPAN.minusMinutes(1), () -> assertWaits());

            var outcome = world.deploy(second);

            assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.time.now().minus(begun)).isGreaterThanOrEqualTo(SPAN);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }

        private void assertWaits() {
            assertThat(world.docker.performed).isEmpty();
            assertThat(world.docker.ran).isEmpty();
            assertThat(world.docker.pulled).isNotEmpty();
            assertThat(world.status().status()).isEqualTo(Condition.DEFERRED);
            assertThat(world.status().reason())
                    .matches(
                            "on hold by root \\(jen by sudo\\) since .* until .*: the import runs");
            world.lock("exec: the person's own work").close();
        }

        @Test
        void waitsUntilItIsReleased() {
            world.hold("the import runs", null);
            world.time.in(Duration.ofMinutes(25), world::release);

            assertThat(world.deploy(second)).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.time.now()).isGreaterThan(Duration.ofMinutes(25));
        }

        @Test
        void looksAtEverythingAnewAfterIt() {
            world.hold("look at it", SPAN);
            world.time.in(
                    Duration.ofMinutes(10), () -> world.write("compose.yaml", "edited: by hand"));

            assertThat(world.deploy(second)).isEqualTo(Outcome.REFUSED);
            assertThat(world.docker.performed).isEmpty();
        }

        @Test
        void isRefusedWhenTheOrderExpiresMeanwhile() {
            world.hold("look at it", null);
            var end = world.time.instant().plus(Duration.ofMinutes(20));

            world.order(second, it -> Orders.expiring(it, end));
            world.settle();

            assertThat(Told.outcomes(world)).containsExactly(Outcome.REFUSED);
            assertThat(world.reason())
                    .startsWith("the order expired at " + end)
                    .contains("on hold by root");
            assertThat(world.docker.performed).isEmpty();
        }

        @Test
        void waitsForAHoldThatComesWhileAGuardIsBusy() {
            world.docker.commands = line -> line.equals("api: idle") ? 75 : 0;
            world.time.in(
                    Duration.ofMinutes(10),
                    () -> {
                        world.docker.commands = _ -> 0;
                        world.hold("the import runs", SPAN);
                    });
            world.time.in(
                    Duration.ofMinutes(18), () -> assertThat(world.docker.performed).isEmpty());

            assertThat(world.deploy(second)).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.time.now()).isGreaterThan(SPAN.plusMinutes(10));
        }

        @Test
        void isEndedWhereTheHoldComesAfterTheSwitchBegan() {
            world.docker.before = _ -> world.hold("too late", null);

            assertThat(world.deploy(second)).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }

        @Test
        void waitsAlsoAfterARestart() {
            world.hold("the import runs", SPAN);
            world.order(second);
            world.time.in(Duration.ofMinutes(10), () -> assertThat(world.docker.ran).isEmpty());
            world.restart();

            assertThat(world.settle()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.time.now()).isGreaterThanOrEqualTo(SPAN);
        }
    }

    @Nested
    class WhenNothingIsOrdered {
        @Test
        void healsNothingAndReportsWhatDiffers() {
            world.hold("look at it", null);
            world.docker.kill("shop-api-1", 137);

            world.passes(50);

            assertThat(world.docker.performed).isEmpty();
            assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
            assertThat(world.status().reason())
                    .startsWith("on hold by root (jen by sudo) since ")
                    .contains("until it is released: look at it; ")
                    .contains("shop-api-1");
            assertThat(world.status().drift()).isNotEmpty();
        }

        @Test
        void healsWhenItIsReleased() {
            world.hold("look at it", null);
            world.docker.kill("shop-api-1", 137);
            world.passes(5);

            world.release();
            world.passes(3);

            assertThat(world.docker.performed).containsExactly("start shop-api-1");
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
        }

        @Test
        void isShownAndReportedOnceFromBeginningToEnd() {
            world.hold("look at it", SPAN);
            var shown = world.status().hold();
            world.passes(300);

            var reported = new ArrayList<String>();
            for (var event : world.told) {
                var hold = ((StatusReport) event).status().hold();
                reported.add(hold == null ? "none" : hold.reason());
            }
            assertThat(shown).isNotNull();
            assertThat(reported).isEqualTo(List.of("look at it", "none"));
            assertThat(world.status().hold()).isNull();
        }

        @Test
        void standsWhereItsFileCannotBeRead() throws Exception {
            Files.writeString(world.settings.state().resolve("hold.json"), "{\"reason\":");
            world.docker.kill("shop-api-1", 137);

            world.passes(5);

            assertThat(world.docker.performed).isEmpty();
            assertThat(world.status().hold())
                    .extracting(it -> Objects.requireNonNull(it).reason())
                    .asString()
                    .startsWith("could not read ");
        }
    }

    @Nested
    class WhenTheAgentDiedInTheMiddle {
        @Test
        void leavesItAsItIsUntilTheHoldEnds() {
            world.docker.before =
                    _ -> {
                        world.docker.before = _ -> {};
                        throw new PowerCut();
                    };
            try {
                world.deploy(second);
            } catch (PowerCut _) {
                forget();
            }
            world.hold("let me look", SPAN);
            world.time.in(
                    Duration.ofMinutes(18), () -> assertThat(world.docker.performed).isEmpty());
            world.restart();

            assertThat(world.settle()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }
    }

    @Test
    void readsAsAPersonWouldSayIt() {
        var now = world.time.instant();

        var hold = new Hold("the import runs", "jen", null, now, now.plus(SPAN));

        assertThat(hold.words())
                .isEqualTo(
                        "on hold by jen since %s until %s: the import runs"
                                .formatted(now, now.plus(SPAN)));
    }
}

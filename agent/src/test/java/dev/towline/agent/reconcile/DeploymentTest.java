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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
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

    @Nested
    class WhenAllGoesWell {
        @Test
        void goesThroughThePhasesInTheirOrder() {
            world.told.clear();

            world.deploy(second("app:2"));

            assertThat(Told.phases(world))
                    .containsExactly(
                            "receive started",
                            "receive passed",
                            "prepare started",
                            "prepare passed",
                            "guard started",
                            "guard passed",
                            "before_hooks started",
                            "before_hooks passed",
                            "switch started",
                            "switch passed",
                            "verify started",
                            "verify passed",
                            "contract started",
                            "contract passed",
                            "accept started",
                            "accept passed");
        }

        @Test
        void runsTheReleaseAndSaysSo() {
            var sha = second("app:2");

            world.deploy(sha);

            assertThat(Told.outcomes(world)).containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
            assertThat(world.file("conf/app.txt")).isEqualTo("two");
            assertThat(world.status().status()).isEqualTo(Condition.CONVERGED);
            assertThat(world.status().sha()).isEqualTo(sha);
        }

        @Test
        void leavesAloneWhatDoesNotDiffer() {
            var before = world.docker.ids();

            world.deploy(second("app:2"));

            assertThat(world.docker.ids()).hasSize(3).filteredOn(before::contains).hasSize(2);
        }

        @Test
        void asksTheGuardAndTheHooksInTheirOrder() {
            world.docker.ran.clear();

            world.deploy(second("app:2"));

            assertThat(world.docker.ran)
                    .containsExactly("api: idle", "db: backup", "api: contract", "api: announce");
        }
    }

    @Nested
    class WhenTheEngineIsAway {
        @Test
        void goesOnAfterHalfAMinute() {
            outage(Duration.ofSeconds(30));

            world.deploy(second("app:2"));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.images()).isEqualTo(Shop.running("app:2"));
        }

        @Test
        void goesOnAfterADay() {
            outage(Duration.ofDays(1));

            world.deploy(second("app:2"));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.entries().quarantined()).isEmpty();
        }

        @Test
        void saysThatItWaits() {
            outage(Duration.ofDays(1));
            world.order(second("app:2"));

            world.pass();

            assertThat(world.status().status()).isEqualTo(Condition.DEGRADED);
            assertThat(world.entries().underway()).isNotNull();
            assertThat(world.told).anyMatch(ProgressReport.class::isInstance);
        }

        @Test
        void waitsForAPersonToMendIt() {
            world.docker.fault =
                    step ->
                            step instanceof Step.StartContainer
                                    ? new StepOutcome.EngineAtFault("restart the engine")
                                    : null;
            world.order(second("app:2"));
            world.pass();
            assertThat(world.status().reason()).contains("restart the engine");
            assertThat(world.entries().underway()).isNotNull();
            world.docker.fault = _ -> null;

            world.pass();

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
        }

        @Test
        void givesUpAStepWhoseEndIsNeverKnown() {
            world.docker.fault =
                    step ->
                            step instanceof Step.CreateContainer
                                    ? new StepOutcome.Unknown("no answer")
                                    : null;

            world.deploy(second("app:2"));

            assertThat(world.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }

        @Test
        void startsWhatTheEngineMayNotHaveStarted() {
            var job = compose("app:1").replace("  web:", "  job: {image: 'job:1'}\n  web:");
            world.deploy(world.commit(job, GATES));
            world.docker.kill("shop-job-1", 137);
            world.docker.fault =
                    step -> {
                        if (step.describe().equals("start shop-job-1")) {
                            world.docker.fault = _ -> null;
                            return new StepOutcome.Unknown("no answer");
                        }
                        return null;
                    };

            world.deploy(world.commit(job.replace("app:1", "app:2"), GATES));

            assertThat(world.outcome()).as(world.reason()).isEqualTo(Outcome.ACCEPTED);
            assertThat(world.docker.performed)
                    .filteredOn("start shop-job-1"::equals)
                    .hasSizeGreaterThan(1);
        }

        /// The engine goes away at the first step, for so long.
        private void outage(Duration length) {
            world.docker.before =
                    _ -> {
                        world.docker.before = _ -> {};
                        world.docker.away = () -> true;
                        world.time.in(length, () -> world.docker.away = () -> false);
                    };
        }
    }
}

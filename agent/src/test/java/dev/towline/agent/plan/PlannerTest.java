package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans as text, one named situation after the other.
class PlannerTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    private static DesiredProject web(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }

    @Nested
    class WhenWeStoppedItAndItsReleaseComesBack {
        @Test
        void oneThatDoesNotRestartIsStartedAgainThoughItEndedWithZeroAndTheAgentDied() {
            var first = web("restart: 'no'");
            plans.settle(first);
            plans.perform(web("restart: 'no', environment: {A: '2'}"), Stage.TRIAL, 1);
            plans.perform(web("restart: 'no', environment: {A: '2'}"), Stage.TRIAL, 2);
            plans.forget();

            var text = plans.converge(first, Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            start shop-web-1.towline-old-00000001 (stopped for a newer release)
                            rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                            """);
        }

        @Test
        void oneBeyondTheScaleIsStartedAgain() {
            var two = web("scale: 2");
            plans.settle(two);
            plans.converge(web("scale: 1"), Stage.TRIAL);
            plans.forget();

            var text = plans.converge(two, Stage.TRIAL);

            assertThat(engine.text())
                    .contains("shop-web-1 running no\n")
                    .contains("shop-web-2 running no\n");
            assertThat(text).contains("start shop-web-2.towline-old-00000002");
        }

        @ParameterizedTest(name = "killed after step {0}")
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
        void oneThatWasBeingRestartedIsStartedAgain(int steps) {
            var next = dbAndWeb("app:3");
            plans.settle(dbAndWeb("app:1"));
            plans.perform(next, Stage.TRIAL, 1);
            plans.perform(next, Stage.TRIAL, steps);
            plans.forget();

            plans.converge(next, Stage.TRIAL);

            assertThat(engine.named("shop-web-1").state.word()).isEqualTo("running");
        }

        private static DesiredProject dbAndWeb(String dbImage) {
            return Stacks.shop(
                    "services: {db: {image: '"
                            + dbImage
                            + "'}, web: {image: 'app:2', depends_on: {db: {restart: true}}}}");
        }
    }

    @Nested
    class WhenSomethingStoppedCouldComeBackByItself {
        @Test
        void stoppedPredecessorIsFencedBeforeItsSuccessorStarts() {
            plans.settle(web("restart: 'always'"));
            engine.named("shop-web-1").stop(0);

            plans.converge(web("restart: 'always', environment: {A: '2'}"), Stage.TRIAL);
            engine.powerCycle();

            assertThat(engine.text())
                    .isEqualTo(
                            """
                            shop-web-1.towline-done-00000001 exited no
                            shop-web-1 exited no
                            """);
        }

        @Test
        void stoppedOrphanIsFenced() {
            plans.settle(web("restart: 'always', scale: 2"));
            engine.named("shop-web-2").stop(0);

            var text = plans.converge(web("restart: 'always', scale: 1"), Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            set restart policy of shop-web-2 to no (the project has no place for it any more)
                            """);
        }
    }

    @Nested
    class WhenDependenciesAreNotAsTheyShouldBe {
        @Test
        void failedJobOfAnEarlierAttemptIsStartedAgainWithoutGivingUp() {
            var project =
                    Stacks.shop(
                            """
                            services: {
                              db: {image: 'app:1', healthcheck: {test: ['CMD', 'x']}},
                              migrate: {image: 'broken:1',
                                depends_on: {db: {condition: 'service_healthy'}}},
                              web: {image: 'app:2',
                                depends_on: {migrate: {condition: 'service_completed_successfully'}}}
                            }
                            """);
            giveUp(project);
            engine.named("shop-db-1").stop(1);
            plans.forget();

            var text = plans.text(project, Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            start shop-db-1 (exited with code 1)
                            wait: shop-migrate-1 waits for shop-db-1 to be healthy
                            wait: shop-web-1 waits for shop-migrate-1 to complete
                            """);
        }

        @Test
        void oneThatIsNotRequiredMayStayUnhealthy() {
            var project =
                    Stacks.shop(
                            """
                            services: {
                              cache: {image: 'sick:1', healthcheck: {test: ['CMD', 'x']}},
                              web: {image: 'app:2',
                                depends_on: {cache: {condition: 'service_healthy', required: false}}}
                            }
                            """);

            plans.converge(project, Stage.TRIAL);

            assertThat(engine.named("shop-web-1").state.word()).isEqualTo("running");
        }

        @Test
        void restartedOnlyWhenWhatItDependsOnIsHealthyAgain() {
            var first = dbWithHealth("app:1");
            plans.settle(first);
            var next = dbWithHealth("app:3");
            plans.perform(next, Stage.TRIAL, 1);

            var text = plans.converge(next, Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            rename shop-web-1 to shop-web-1.towline-old-00000002 (a service that it depends on is replaced)
                            stop shop-web-1.towline-old-00000002 (a service that it depends on is replaced)
                            rename shop-db-1 to shop-db-1.towline-old-00000001 (replaced by 000000030000)
                            stop shop-db-1.towline-old-00000001 (replaced by 000000030000)
                            start shop-db-1.towline-next-HASH (not started yet)
                            rename shop-db-1.towline-next-HASH to shop-db-1 (it takes the place)
                            wait: shop-web-1 waits for shop-db-1 to be healthy

                            start shop-web-1.towline-old-00000002 (stopped for a newer release)
                            rename shop-web-1.towline-old-00000002 to shop-web-1 (it takes the place)
                            """);
        }

        private static DesiredProject dbWithHealth(String image) {
            return Stacks.shop(
                    "services: {db: {image: '"
                            + image
                            + "', healthcheck: {test: ['CMD', 'x']}}, web: {image: 'app:2',"
                            + " depends_on: {db: {condition: 'service_healthy', restart: true}}}}");
        }

        private void giveUp(DesiredProject project) {
            for (var pass = 0; pass < 5; pass++) {
                plans.perform(project, Stage.TRIAL, 100);
                engine.live();
            }
        }
    }

    @Nested
    class WhenSomebodyElsesContainerIsInTheWay {
        @Test
        void holderOfANameIsNotRenamed() {
            var theirs =
                    Stacks.shop("services: {tool: {image: 'app:9', container_name: 'shop-web-1'}}");
            engine.composeUp(theirs);

            var text = plans.text(web("restart: 'no'"), Stage.TRIAL);

            assertThat(text).isEqualTo("blocked: somebody else's container is called shop-web-1\n");
        }

        @Test
        void writerOfAVolumeIsFoundBeforeAnythingIsDone() {
            var volume = "volumes: [{type: 'volume', source: 'data', target: '/data'}]";
            var data = "volumes: {data: {name: 'shop_data'}}";
            engine.composeUp(
                    Stacks.shop("services: {tool: {image: 'a:1', " + volume + "}}, " + data));

            var text =
                    plans.text(
                            Stacks.shop("services: {web: {image: 'a:1', " + volume + "}}, " + data),
                            Stage.TRIAL);

            assertThat(text).isEqualTo("blocked: shop-tool-1 writes to a volume of shop-web-1\n");
        }
    }

    @Nested
    class WhenComposeMadeIt {
        @Test
        void finishedJobWithAnotherNameIsReplacedForGood() {
            engine.composeUp(Stacks.shop("services: {job: {image: 'job:1', container_name: 'x'}}"));

            plans.settle(Stacks.shop("services: {job: {image: 'job:1'}}"));

            assertThat(engine.text()).isEqualTo("shop-job-1 exited no\n");
        }
    }
}

package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneShotsTest {
    private final FakeEngine engine = new FakeEngine();
    private final Plans plans = new Plans(engine);

    @Nested
    class WhenTheContainerOfAnAwaitedOneWasRemoved {
        private static final String MIGRATED =
                """
                services: {
                  migrate: {image: 'job:1'},
                  web: {image: 'app:1', restart: 'always',
                    depends_on: {migrate: {condition: 'service_completed_successfully'}}}}
                """;

        @Test
        void itIsNotRunAgainBetweenDeployments() {
            plans.settle(migrated());
            engine.vanish("shop-migrate-1");

            var plan = plans.plan(migrated(), Stage.KEPT);

            assertThat(plan.empty()).as(plan.text()).isTrue();
            assertThat(kept().pending()).isEmpty();
        }

        @Test
        void itCountsAsCompletedForWhatMustBeStarted() {
            plans.settle(migrated());
            engine.vanish("shop-migrate-1");
            engine.vanish("shop-web-1");

            plans.converge(migrated(), Stage.KEPT);

            assertThat(engine.text()).isEqualTo("shop-web-1 running always\n");
        }

        @Test
        void aDeploymentRunsItAgain() {
            plans.settle(migrated());
            engine.vanish("shop-migrate-1");

            assertThat(plans.text(migrated(), Stage.TRIAL))
                    .startsWith("create container shop-migrate-1");
        }

        private Liveness kept() {
            var goal = plans.goal(migrated(), Stage.KEPT);
            return Liveness.of(goal, engine.observe(migrated()));
        }

        private static DesiredProject migrated() {
            return Stacks.shop(MIGRATED);
        }
    }

    @Test
    void removedWorkerThatNothingAwaitsIsMadeAgain() {
        plans.settle(web("restart: 'no'"));
        engine.vanish("shop-web-1");

        plans.converge(web("restart: 'no'"), Stage.KEPT);

        assertThat(engine.named("shop-web-1").state).isInstanceOf(Running.class);
    }

    @Nested
    class WhenAContainerEndedWithZero {
        private static final String HEALTH = "healthcheck: {test: ['CMD', 'x']}";
        private static final String PORTS = "ports: [{target: 80, published: '80'}]";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    HEALTH,
                    PORTS,
                    HEALTH + ", restart: 'on-failure:3'",
                    PORTS + ", restart: 'on-failure'",
                    "restart: 'always'"
                })
        void aServerIsNotDone(String more) {
            plans.settle(web(more));
            engine.named("shop-web-1").state = new Exited(0, false);

            assertThat(Liveness.of(web(more), engine.observe(web(more))).pending())
                    .containsExactly("shop-web-1 exited with code 0");
            assertThat(plans.text(web(more), Stage.KEPT))
                    .isEqualTo("start shop-web-1 (exited with code 0)\n");
        }

        @Test
        void aServerThatThisAttemptStartedHasFailed() {
            plans.converge(web(PORTS), Stage.TRIAL);
            engine.named("shop-web-1").state = new Exited(0, false);

            assertThat(plans.text(web(PORTS), Stage.TRIAL))
                    .isEqualTo("blocked: shop-web-1 exited with code 0\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"restart: 'no'", "restart: 'on-failure:3'", "expose: ['80']"})
        void whatNobodyCouldTalkToIsDone(String more) {
            plans.settle(web(more));
            engine.named("shop-web-1").state = new Exited(0, false);

            assertThat(Liveness.of(web(more), engine.observe(web(more))).pending()).isEmpty();
            assertThat(plans.text(web(more), Stage.KEPT)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {HEALTH, PORTS, "restart: 'always'"})
        void whatIsAwaitedIsDone(String more) {
            var awaited =
                    Stacks.shop(
                            """
                            services: {
                              job: {image: 'job:1', %s},
                              web: {image: 'app:1',
                                depends_on: {job: {condition: 'service_completed_successfully'}}}}
                            """
                                    .formatted(more));
            plans.settle(awaited);

            assertThat(Liveness.of(awaited, engine.observe(awaited)).pending()).isEmpty();
            assertThat(plans.text(awaited, Stage.KEPT)).isEmpty();
        }
    }

    @Nested
    class WhenItsNameIsTaken {
        @Test
        void wayBackDoesNotRunItAgain() {
            plans.settle(job("job:1"));
            plans.converge(job("job:2"), Stage.TRIAL);
            plans.forget();

            var text = plans.converge(job("job:1"), Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            rename shop-job-1 to shop-job-1.towline-done-00000002 (its place is taken)
                            rename shop-job-1.towline-done-00000001 to shop-job-1 (it takes the place)
                            """);
        }

        @Test
        void serviceWhoseNameItGotDoesNotMakeItRunAgain() {
            var both = Stacks.shop("services: {job: {image: 'job:1'}, web: {image: 'app:1'}}");
            plans.settle(both);
            engine.vanish("shop-web-1");
            engine.named("shop-job-1").name = "shop-web-1";

            var text = plans.converge(both, Stage.TRIAL);

            assertThat(text).doesNotContain("start shop-job");
            assertThat(engine.named("shop-web-1").state).isInstanceOf(Running.class);
        }

        private static DesiredProject job(String image) {
            return Stacks.shop("services: {job: {image: '" + image + "'}}");
        }
    }

    private static DesiredProject web(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }
}

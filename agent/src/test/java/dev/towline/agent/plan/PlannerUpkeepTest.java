package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Paused;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Stranger;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is done between deployments: each place on its own, and nothing against people.
class PlannerUpkeepTest {
    private final FakeEngine engine = new FakeEngine();
    private final Plans plans = new Plans(engine);

    @Nested
    class WhenSomethingOfOursMustGiveWay {
        private static final String DB_AND_WEB =
                """
                services: {
                  db: {image: 'app:1', restart: 'always'},
                  web: {image: 'app:2', depends_on: {db: {restart: true}}}}
                """;

        @Test
        void dependentThatAsksForItIsRestartedWithARemovedDependency() {
            plans.settle(Stacks.shop(DB_AND_WEB));
            engine.vanish("shop-db-1");

            var text = plans.converge(Stacks.shop(DB_AND_WEB), Stage.KEPT);

            assertThat(text)
                    .isEqualTo(
                            """
                            create container shop-db-1 (there is none)

                            start shop-db-1 (not started yet)
                            rename shop-web-1 to shop-web-1.towline-old-00000002 (a service that it depends on was replaced)
                            stop shop-web-1.towline-old-00000002 (a service that it depends on was replaced)
                            start shop-web-1.towline-old-00000002 (a service that it depends on was replaced)
                            rename shop-web-1.towline-old-00000002 to shop-web-1 (it takes the place)
                            """);
        }

        @Test
        void whatSharesWithARemovedContainerIsMadeAnew() {
            plans.settle(vpn());
            engine.vanish("shop-vpn-1");

            var text = plans.converge(vpn(), Stage.KEPT);

            assertThat(text)
                    .isEqualTo(
                            """
                            create container shop-vpn-1 (there is none)

                            create container shop-web-1.towline-next-HASH (vpn, which it shares with, is another container)
                            start shop-vpn-1 (not started yet)

                            rename shop-web-1 to shop-web-1.towline-old-00000002 (replaced by 000000040000)
                            stop shop-web-1.towline-old-00000002 (replaced by 000000040000)
                            start shop-web-1.towline-next-HASH (not started yet)
                            rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)

                            remove shop-web-1.towline-old-00000002 (shop-web-1 was accepted)
                            """);
        }

        private static DesiredProject vpn() {
            return Stacks.shop(
                    """
                    services: {
                      vpn: {image: 'app:1'}, web: {image: 'app:2', network_mode: 'service:vpn'}}
                    """);
        }
    }

    @Nested
    class WhenSomebodyPutSomethingElseInAPlace {
        private static final String THREE =
                """
                services: {
                  db: {image: 'app:1', %s healthcheck: {test: ['CMD', 'x']}},
                  web: {image: 'app:2', depends_on: {db: {condition: 'service_healthy'}}},
                  tool: {image: 'app:3'}}
                """;

        @Test
        void itStaysAndCountsAndTheRestIsHealed() {
            var project = Stacks.shop(THREE.formatted(""));
            plans.settle(project);
            engine.recreate(Stacks.shop(THREE.formatted("user: '9',")), "shop-db-1");
            engine.live();
            engine.vanish("shop-web-1");
            engine.named("shop-tool-1").stop(1);

            var left =
                    plans.convergeTo(
                            project,
                            Stage.KEPT,
                            "blocked: shop-db-1 is not the accepted release's (user: 9 -> (none)),"
                                    + " and is left to whoever made it\n");

            assertThat(left).doesNotContain("stop ", "rename ", "remove ");
            assertThat(engine.named("shop-web-1").state).isInstanceOf(Running.class);
            assertThat(engine.named("shop-tool-1").state).isInstanceOf(Running.class);
        }

        @Test
        void itIsNotStoppedForWhatItDependsOn() {
            var text = "services: {db: {image: 'app:1'}, web: {%s %s image: 'app:2'}}";
            var restart = "depends_on: {db: {restart: true}},";
            plans.settle(Stacks.shop(text.formatted(restart, "")));
            engine.recreate(Stacks.shop(text.formatted(restart, "user: '9',")), "shop-web-1");
            engine.vanish("shop-db-1");

            var told =
                    plans.convergeTo(
                            Stacks.shop(text.formatted(restart, "")),
                            Stage.KEPT,
                            "blocked: shop-web-1 is not the accepted release's (user: 9 -> (none)),"
                                    + " and is left to whoever made it\n");

            assertThat(told).contains("start shop-db-1").doesNotContain("stop ");
        }

        @Test
        void whatWritesToAVolumeOfAnotherPlaceKeepsThatFromStarting() {
            var volume = ", volumes: [{type: 'volume', source: 'data', target: '/data'}]";
            var data = ", volumes: {data: {name: 'shop_data'}}";
            var both = "services: {db: {image: 'app:1'%s}, web: {image: 'app:2'%s}}" + data;
            var project = Stacks.shop(both.formatted("", volume));
            plans.settle(project);
            engine.recreate(Stacks.shop(both.formatted(volume, volume)), "shop-db-1");
            engine.named("shop-web-1").stop(1);

            var text = plans.text(project, Stage.KEPT);

            assertThat(text)
                    .contains("blocked: shop-db-1 writes to a volume of shop-web-1")
                    .doesNotContain("start ");
        }

        @Test
        void moreOfAServiceThanAcceptedAreLeftAlone() {
            var project = Stacks.shop("services: {web: {image: 'app:1'}}");
            plans.settle(project);
            var three = Stacks.shop("services: {web: {image: 'app:1', user: '9', scale: 2}}");
            engine.composeStart(engine.composeRun(three, three.service("web"), 2));

            var text = plans.text(project, Stage.KEPT);

            assertThat(text)
                    .isEqualTo(
                            "blocked: the project has no place for shop-web-2, which is left to"
                                    + " whoever made it\n");
        }

        @Test
        void whatDoesNotRunHoldsNoPlace() {
            var project = Stacks.shop("services: {web: {image: 'app:1'}}");
            plans.settle(project);
            engine.recreate(
                    Stacks.shop("services: {web: {image: 'app:1', user: '9'}}"), "shop-web-1");
            engine.named("shop-web-1").state = new Exited(1, false);

            plans.converge(project, Stage.KEPT);

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
        }
    }

    @Nested
    class WhenOnePlaceIsBlocked {
        private static final String TWO =
                """
                services: {
                  api: {image: 'app:1'},
                  web: {image: 'app:2', restart: 'always', networks: {n: {}}}},
                networks: {n: {name: 'shop_n' %s}}
                """;

        @Test
        void pausedContainerKeepsNoOtherFromBeingHealed() {
            plans.settle(Stacks.shop(TWO.formatted("")));
            engine.named("shop-api-1").state = new Paused();
            engine.vanish("shop-web-1");

            plans.convergeTo(
                    Stacks.shop(TWO.formatted("")), Stage.KEPT, "blocked: shop-api-1 is paused\n");

            assertThat(engine.named("shop-web-1").state).isInstanceOf(Running.class);
        }

        @Test
        void strangersNameKeepsNoOtherFromBeingHealed() {
            plans.settle(Stacks.shop(TWO.formatted("")));
            engine.vanish("shop-api-1");
            engine.stranger(new Stranger("shop-api-1", null, null, Set.of(), Set.of()));
            engine.named("shop-web-1").stop(1);

            plans.convergeTo(
                    Stacks.shop(TWO.formatted("")),
                    Stage.KEPT,
                    "blocked: somebody else's container is called shop-api-1\n");

            assertThat(engine.named("shop-web-1").state).isInstanceOf(Running.class);
        }

        @Test
        void changedNetworkIsReportedAndNotMadeAnew() {
            plans.settle(Stacks.shop(TWO.formatted(", internal: true")));
            engine.named("shop-api-1").stop(1);

            var told =
                    plans.convergeTo(
                            Stacks.shop(TWO.formatted("")),
                            Stage.KEPT,
                            "blocked: the network shop_n is defined otherwise: only a deployment"
                                    + " makes it anew\n");

            assertThat(told).contains("start shop-api-1").doesNotContain("stop ", "network n ");
        }

        @Test
        void serviceThatRestsIsLeftAlone() {
            var project = Stacks.shop(TWO.formatted(""));
            plans.settle(project);
            engine.named("shop-api-1").stop(1);
            engine.named("shop-web-1").stop(1);

            var goal = plans.goal(project, Stage.KEPT).without(Set.of("api"));

            assertThat(Planner.plan(goal, engine.observe(project)).text())
                    .isEqualTo("start shop-web-1 (exited with code 1)\n");
        }
    }
}

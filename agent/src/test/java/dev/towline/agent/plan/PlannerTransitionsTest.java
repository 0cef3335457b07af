package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.Provenance;
import dev.towline.agent.project.Stranger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks made anew, two at once, and hooks.
class PlannerTransitionsTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    private static DesiredProject web(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }

    @Nested
    class WhenANetworkIsDefinedOtherwise {
        private static DesiredProject in(String more) {
            return Stacks.shop(
                    "services: {web: {image: 'app:1', networks: {n: {}}}}, networks: {n: {name:"
                            + " 'shop_n'"
                            + more
                            + "}}");
        }

        @Test
        void isMadeAnewWithTheSameContainerInIt() {
            plans.settle(in(""));

            var text = plans.converge(in(", internal: true"), Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            rename shop-web-1 to shop-web-1.towline-old-00000001 (the network shop_n is made anew)
                            stop shop-web-1.towline-old-00000001 (the network shop_n is made anew)
                            disconnect shop-web-1.towline-old-00000001 from network shop_n (its definition changed)
                            remove network shop_n (its definition changed)
                            create network shop_n (its definition changed)

                            connect shop-web-1 to network n (the service is in it)

                            start shop-web-1.towline-old-00000001 (stopped for a newer release)
                            rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                            """);
        }

        @ParameterizedTest(name = "killed after step {0}")
        @ValueSource(ints = {1, 2, 3, 4, 5})
        void goesBackWhereverItWasKilled(int steps) {
            plans.settle(in(""));
            plans.perform(in(", internal: true"), Stage.TRIAL, steps);
            plans.forget();

            plans.converge(in(""), Stage.TRIAL);

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
        }

        @Test
        void whatThisAttemptStartedBeforeIsStartedAgain() {
            plans.converge(in(""), Stage.TRIAL);

            plans.converge(in(", internal: true"), Stage.TRIAL);

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
        }

        @Test
        void somebodyElseInItIsNotThrownOut() {
            var line =
                    "somebody else's container proxy is in the network shop_n, whose definition"
                            + " changed";
            plans.settle(in(""));
            engine.stranger(new Stranger("proxy", null, null, Set.of("shop_n"), Set.of()));

            assertThat(plans.text(in(", internal: true"), Stage.TRIAL))
                    .isEqualTo("blocked: " + line + "\n");
            assertThat(objections(in(", internal: true"))).containsExactly(line);
        }

        @Test
        void whatNoProfileSwitchesOnIsNotTakenOut() {
            var line =
                    "the container shop-tool-1 of a service that is switched off is in the network"
                            + " shop_n, whose definition changed";
            plans.settle(in(""));
            runTool();
            var changed =
                    in(", internal: true")
                            .withProvenance(new Provenance(List.of(), List.of(), Set.of("tool")));

            assertThat(plans.text(changed, Stage.TRIAL)).isEqualTo("blocked: " + line + "\n");
            assertThat(objections(changed)).containsExactly(line);
        }

        @Test
        void containerOfAServiceThatWasNeverTheProjectsIsNotTakenOut() {
            var line =
                    "somebody else's container shop-tool-1 is in the network shop_n, whose"
                            + " definition changed";
            plans.settle(in(""));
            runTool();

            assertThat(plans.text(in(", internal: true"), Stage.TRIAL))
                    .isEqualTo("blocked: " + line + "\n");
            assertThat(objections(in(", internal: true"))).containsExactly(line);
        }

        @Test
        void containerOfAServiceThatWasTheProjectsIsNoObstacle() {
            plans.settle(in(""));
            plans.accepted(runTool());

            assertThat(objections(in(", internal: true"))).isEmpty();
        }

        private DesiredProject runTool() {
            var tool =
                    Stacks.shop(
                            "services: {tool: {image: 'app:1', networks: {n: {}}}}, networks: {n:"
                                    + " {name: 'shop_n'}}");
            engine.composeStart(engine.composeRun(tool, tool.service("tool"), 1));
            return tool;
        }

        private List<String> objections(DesiredProject project) {
            return Objections.of(plans.goal(project, Stage.TRIAL), engine.observe(project));
        }
    }

    @Nested
    class WhenTheNewOneIsStartedFirst {
        private static final String FIRST = "deploy: {update_config: {order: 'start-first'}}, ";

        @Test
        void oldOneIsStoppedWhenTheNewOneIsHealthy() {
            var health = FIRST + "healthcheck: {test: ['CMD', 'x']}, ";
            plans.settle(web(health + "user: '1'"));

            var text = plans.converge(web(health + "user: '2'"), Stage.TRIAL);

            assertThat(text)
                    .isEqualTo(
                            """
                            create container shop-web-1.towline-next-HASH (user: 1 -> 2)

                            start shop-web-1.towline-next-HASH (not started yet)

                            rename shop-web-1 to shop-web-1.towline-old-00000001 (replaced by 000000020000)
                            rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                            stop shop-web-1.towline-old-00000001 (replaced by 000000020000)
                            """);
        }

        @Test
        void oldOneStaysWhereTheNewOneIsIll() {
            var health = FIRST + "healthcheck: {test: ['CMD', 'x']}, ";
            plans.settle(web(health + "user: '1'"));
            var sick = Stacks.shop("services: {web: {image: 'sick:1', " + health + "user: '1'}}");

            for (var pass = 0; pass < 4; pass++) {
                plans.perform(sick, Stage.TRIAL, 9);
                engine.live();
            }

            assertThat(engine.named("shop-web-1").state.alive()).isTrue();
            assertThat(plans.text(sick, Stage.TRIAL)).contains("the old one stays");
        }

        @Test
        void dependentIsRestartedOnceWhenItTakesThePlace() {
            var text =
                    "services: {db: {image: 'app:1', user: '%s', deploy: {update_config: {order: 'start-first'}},"
                            + " healthcheck: {test: ['CMD', 'x']}}, web: {image: 'app:2',"
                            + " depends_on: {db: {restart: true}}}}";
            plans.settle(Stacks.shop(text.formatted("1")));

            var told = plans.converge(Stacks.shop(text.formatted("2")), Stage.TRIAL);

            assertThat(told)
                    .isEqualTo(
                            """
                            create container shop-db-1.towline-next-HASH (user: 1 -> 2)

                            start shop-db-1.towline-next-HASH (not started yet)

                            rename shop-db-1 to shop-db-1.towline-old-00000001 (replaced by 000000030000)
                            rename shop-db-1.towline-next-HASH to shop-db-1 (it takes the place)
                            rename shop-web-1 to shop-web-1.towline-old-00000002 (a service that it depends on is replaced)
                            stop shop-web-1.towline-old-00000002 (a service that it depends on is replaced)
                            stop shop-db-1.towline-old-00000001 (replaced by 000000030000)
                            start shop-web-1.towline-old-00000002 (a service that it depends on was replaced)
                            rename shop-web-1.towline-old-00000002 to shop-web-1 (it takes the place)
                            """);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ports: [{target: 80, published: '80'}]",
                    "volumes: [{type: 'bind', source: '/a', target: '/b'}]",
                    "networks: {n: {ipv4_address: '10.0.0.2'}}",
                    "network_mode: 'host'",
                    "network_mode: 'container:proxy'"
                })
        void isRefusedWhereTwoCannotBe(String more) {
            assertThat(plans.text(web(FIRST + more), Stage.TRIAL))
                    .startsWith(
                            "blocked: web: update_config.order start-first: two at once cannot");
        }

        @Test
        void isRefusedWhereTwoWouldShareTheNetworkOfAnotherService() {
            var project =
                    Stacks.shop(
                            "services: {vpn: {image: 'app:1'}, web: {"
                                    + FIRST
                                    + "image: 'app:1', network_mode: 'service:vpn'}}");

            assertThat(plans.text(project, Stage.TRIAL))
                    .isEqualTo(
                            "blocked: web: update_config.order start-first: two at once cannot"
                                    + " share the network of another container\n");
        }

        @Test
        void portsThatTheEngineChoosesAndReadOnlyMountsAreNoObstacle() {
            var more =
                    "ports: [{target: 80}], volumes: [{type: 'bind', source: '/a', target: '/b',"
                            + " read_only: true}]";

            assertThat(plans.text(web(FIRST + more), Stage.TRIAL)).startsWith("create container");
        }
    }

    @Test
    void hooksRunAfterTheStartAndBeforeTheStop() {
        var hooks =
                "post_start: [{command: ['a']}, {command: ['b']}], pre_stop: [{command: ['c']}]";
        plans.settle(web(hooks));

        plans.converge(web(hooks + ", user: '1'"), Stage.TRIAL);

        assertThat(engine.hooks)
                .extracting(Plans::readable)
                .containsExactly(
                        "shop-web-1.towline-next-HASH post_start 0",
                        "shop-web-1.towline-next-HASH post_start 1",
                        "shop-web-1.towline-old-00000001 pre_stop 0",
                        "shop-web-1.towline-next-HASH post_start 0",
                        "shop-web-1.towline-next-HASH post_start 1");
    }

    @Test
    void deployedRestartPolicyWins() {
        plans.settle(
                web(
                        "restart: 'always', deploy: {restart_policy: {condition: 'on-failure',"
                                + " max_attempts: 3}}"));

        assertThat(engine.text()).isEqualTo("shop-web-1 running on-failure:3\n");
    }

    @Test
    void deadContainerIsReplacedAndRemovedInTheEnd() {
        plans.settle(web("user: '1'"));
        engine.named("shop-web-1").state = new ContainerState.Dead();

        plans.settle(web("user: '1'"));

        assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
    }
}

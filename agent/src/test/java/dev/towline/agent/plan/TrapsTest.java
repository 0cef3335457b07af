package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ConfigHash;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedNetwork;
import dev.towline.agent.project.ObservedVolume;
import dev.towline.agent.project.Provenance;
import dev.towline.agent.project.Stranger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The traps on the way of whoever does without `docker compose`, as far as they lie in planning.
///
/// Proven elsewhere: 4 (volumes without a name) in `CarriedTest`, 9 (replaced files) in
/// `Trap9ReplacedFilesTest`, 6 (create before stop) and 13 (one-shots) in `PlannerReplacementTest`
/// and `PlannerHealingTest`, 8 and 10 to 12 (paths, variables, dollars, YAML) with the loader, 15
/// (several networks) in `PlannerReplacementTest`, 18 (names that the engine matches in part) in
/// `ObservationIT`, 20 (time-outs) in `StepRunnerIT`.
class TrapsTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    private static DesiredProject web(String more) {
        return Stacks.shop("services: {web: {image: 'app:1'" + more + "}}");
    }

    @Nested
    class Trap1NameDrift {
        @Test
        void projectThatRunsFromTheSameFolderUnderAnotherNameIsAskedFor() {
            engine.stranger(new Stranger("old-web-1", "old", "/srv/shop", Set.of(), Set.of()));

            assertThat(plans.text(web(""), Stage.TRIAL))
                    .isEqualTo(
                            "blocked: the project old runs from /srv/shop: say `name:` in the"
                                    + " compose file\n");
        }

        @Test
        void nothingIsAskedWhereTheProjectRunsUnderItsNameToo() {
            engine.composeUp(web(""));
            engine.stranger(new Stranger("old-web-1", "old", "/srv/shop", Set.of(), Set.of()));

            assertThat(plans.text(web(""), Stage.TRIAL)).isEmpty();
        }
    }

    @Nested
    class Trap2HashFamily {
        @Test
        void whatAnyVersionOfComposeMadeIsLeftAlone() {
            var project =
                    Stacks.shop(
                            "services: {db: {image: 'app:1'}, web: {image: 'app:2', depends_on:"
                                    + " {db: {condition: 'service_started'}}}}");
            engine.composeUp(project);
            var service = project.service("web");
            var older = new HashSet<>(ConfigHash.ofAnyVersion(service, Map.of()));
            older.remove(ConfigHash.of(service, Map.of()));
            engine.named("shop-web-1").configHash = older.iterator().next();

            assertThat(plans.text(project, Stage.SETTLED)).isEmpty();
        }

        @Test
        void anotherImageOfTheSameNameIsReplaced() {
            engine.moveTag("app:1", "an older build");
            engine.composeUp(web(""));

            assertThat(plans.text(web(""), Stage.TRIAL))
                    .startsWith("create container shop-web-1")
                    .contains("(image: ");
        }

        @Test
        void unknownHashIsReplaced() {
            engine.composeUp(web(""));
            engine.named("shop-web-1").configHash = "0".repeat(64);

            assertThat(plans.text(web(""), Stage.TRIAL)).startsWith("create container shop-web-1");
        }
    }

    @Nested
    class Trap3DivergentVolume {
        @Test
        void isRefusedWithTheDifferenceAndNeverMadeAnew() {
            plans.settle(volume("driver: 'local'"));

            assertThat(plans.text(volume("driver: 'other'"), Stage.TRIAL))
                    .isEqualTo(
                            "blocked: the volume shop_data is defined otherwise (driver: local ->"
                                    + " other), and Towline never makes a volume anew\n");
        }

        private static DesiredProject volume(String more) {
            return Stacks.shop(
                    "services: {web: {image: 'app:1', volumes: [{type: 'volume', source: 'data',"
                            + " target: '/d'}]}}, volumes: {data: {name: 'shop_data', "
                            + more
                            + "}}");
        }
    }

    @Nested
    class Trap5LeftoversOfAnInterruptedRecreate {
        @Test
        void oneThatWasMadeToReplaceTakesItsPlace() {
            engine.composeUp(web(", user: '1'"));
            engine.named("shop-web-1").stop(0);
            leftover(web(""));

            plans.settle(web(""));

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
            assertThat(engine.containers())
                    .extracting(it -> it.id.substring(0, 8))
                    .containsExactly("00000002");
        }

        @Test
        void oneBesideWhatIsAsItShouldBeIsRemoved() {
            engine.composeUp(web(""));
            leftover(web(", user: '1'"));

            plans.settle(web(""));

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
        }

        private void leftover(DesiredProject project) {
            var old = engine.named("shop-web-1");
            old.name = "aside";
            var made = engine.composeRun(project, project.service("web"), 1);
            made.copied = true;
            made.name = "000000010000_shop-web-1";
            old.name = "shop-web-1";
        }
    }

    @Nested
    class Trap7PortsAtTheStart {
        @Test
        void twoServicesSwapTheirPorts() {
            plans.settle(ports("80", "81"));

            plans.converge(ports("81", "80"), Stage.TRIAL);

            assertThat(engine.named("shop-a-1").state).isInstanceOf(ContainerState.Running.class);
            assertThat(engine.named("shop-b-1").state).isInstanceOf(ContainerState.Running.class);
        }

        private static DesiredProject ports(String a, String b) {
            var port = "ports: [{target: 80, published: '%s', protocol: 'tcp'}]";
            return Stacks.shop(
                    "services: {a: {image: 'app:1', "
                            + port.formatted(a)
                            + "}, b: {image: 'app:1', "
                            + port.formatted(b)
                            + "}}");
        }
    }

    @Nested
    class Trap14Dependents {
        @Test
        void whatSharesANamespaceIsReplacedWithItsParentAndCreatedAfterIt() {
            plans.settle(shared("app:1"));

            var text = plans.converge(shared("app:3"), Stage.TRIAL);

            assertThat(text)
                    .startsWith(
                            """
                            create container shop-vpn-1.towline-next-HASH (image: sha256:\
                            """)
                    .contains("(vpn, which it shares with, is another container)");
            assertThat(engine.named("shop-web-1").joined)
                    .containsEntry("vpn", engine.named("shop-vpn-1").id);
        }

        @Test
        void goingBackRunsBothOldOnesAgain() {
            plans.settle(shared("app:1"));
            plans.converge(shared("app:3"), Stage.TRIAL);
            plans.forget();

            plans.converge(shared("app:1"), Stage.TRIAL);

            assertThat(engine.named("shop-vpn-1").id).startsWith("00000001");
            assertThat(engine.named("shop-web-1").id).startsWith("00000002");
            assertThat(engine.text())
                    .contains("shop-vpn-1 running no\n", "shop-web-1 running no\n");
        }

        private static DesiredProject shared(String image) {
            return Stacks.shop(
                    "services: {vpn: {image: '"
                            + image
                            + "'}, web: {image: 'app:2', network_mode: 'service:vpn'}}");
        }
    }

    @Nested
    class Trap16StaticAddresses {
        @Test
        void addressMovesFromOneServiceToAnother() {
            plans.settle(addresses("10.0.0.2", "10.0.0.3"));

            plans.converge(addresses("10.0.0.3", "10.0.0.2"), Stage.TRIAL);

            assertThat(engine.named("shop-b-1").state).isInstanceOf(ContainerState.Running.class);
        }

        private static DesiredProject addresses(String a, String b) {
            return Stacks.shop(
                    "services: {a: {image: 'app:1', networks: {n: {ipv4_address: '"
                            + a
                            + "'}}}, b: {image: 'app:1', networks: {n: {ipv4_address: '"
                            + b
                            + "'}}}}, networks: {n: {name: 'shop_n'}}");
        }
    }

    @Nested
    class Trap17Orphans {
        @Test
        void somebodyElsesAreSaidAndLeftAlone() {
            engine.composeUp(Stacks.shop("services: {tool: {image: 'app:9'}}"));
            plans.settle(web(""));

            var plan = plans.plan(web(""), Stage.SETTLED);

            assertThat(plan.empty()).isTrue();
            assertThat(plan.notes())
                    .containsExactly(
                            "shop-tool-1 is of no service of the project, and is left alone");
        }

        @Test
        void serviceThatNoProfileSwitchesOnIsNoOrphanThoughItIsOurs() {
            plans.settle(Stacks.shop("services: {web: {image: 'app:1'}, debug: {image: 'app:9'}}"));
            var without =
                    web("").withProvenance(new Provenance(List.of(), List.of(), Set.of("debug")));

            assertThat(plans.text(without, Stage.SETTLED)).isEmpty();
        }
    }

    @Nested
    class Trap19ForeignResources {
        private final DesiredProject project =
                Stacks.shop(
                        "services: {web: {image: 'app:1', networks: {n: {}}, volumes: [{type:"
                                + " 'volume', source: 'd', target: '/d'}]}}, networks: {n: {name:"
                                + " 'shared'}}, volumes: {d: {name: 'data'}}");

        @Test
        void anotherProjectsVolumeOrNetworkIsRefused() {
            engine.put(new ObservedNetwork("n1", "shared", "other", null));
            engine.put(new ObservedVolume("data", "other", null, "local", Map.of(), Map.of()));

            assertThat(plans.text(project, Stage.TRIAL))
                    .isEqualTo(
                            """
                            blocked: the network shared belongs to the project other: say `external: true` to share it
                            blocked: the volume data belongs to the project other: say `external: true` to share it
                            """);
        }

        @Test
        void whatNobodyLabelledIsUsedAsItIs() {
            engine.put(new ObservedNetwork("n1", "shared", null, null));
            engine.put(new ObservedVolume("data", null, null, "local", Map.of(), Map.of()));

            plans.settle(project);

            assertThat(engine.text()).isEqualTo("shop-web-1 running no\n");
            assertThat(engine.named("shop-web-1").networks).containsEntry("shared", "n1");
        }
    }
}

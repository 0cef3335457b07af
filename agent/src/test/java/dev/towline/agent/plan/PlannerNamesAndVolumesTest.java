package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;

/// Names that move and volumes that stay, as plans in words.
class PlannerNamesAndVolumesTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    @Test
    void ownNameIsKept() {
        plans.settle(service("container_name: 'alpha'"));

        var text =
                plans.converge(
                        service("container_name: 'alpha', environment: {A: '2'}"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container alpha.towline-next-HASH (environment.A: added)

                        rename alpha to alpha.towline-old-00000001 (replaced by 000000020000)
                        stop alpha.towline-old-00000001 (replaced by 000000020000)
                        start alpha.towline-next-HASH (not started yet)
                        rename alpha.towline-next-HASH to alpha (it takes the place)
                        """);
    }

    @Test
    void twoServicesSwapTheirNames() {
        plans.settle(named("alpha", "beta"));

        var text =
                plans.converge(named("beta", "alpha"), Stage.TRIAL)
                        + "\n"
                        + plans.converge(named("beta", "alpha"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        create container beta.towline-next-HASH (the service's definition changed)
                        create container alpha.towline-next-HASH (the service's definition changed)

                        rename alpha to alpha.towline-old-00000001 (replaced by 000000030000)
                        stop alpha.towline-old-00000001 (replaced by 000000030000)
                        start beta.towline-next-HASH (not started yet)
                        rename beta to beta.towline-old-00000002 (its place is taken)
                        rename beta.towline-next-HASH to beta (it takes the place)
                        stop beta.towline-old-00000002 (replaced by 000000040000)
                        start alpha.towline-next-HASH (not started yet)
                        rename alpha.towline-next-HASH to alpha (it takes the place)

                        remove alpha.towline-old-00000001 (beta was accepted)
                        remove beta.towline-old-00000002 (alpha was accepted)
                        """);
    }

    @Test
    void swappedNamesAreSwappedBack() {
        plans.settle(named("alpha", "beta"));
        plans.converge(named("beta", "alpha"), Stage.TRIAL);
        plans.forget();

        var text = plans.converge(named("alpha", "beta"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        rename beta to beta.towline-old-00000003 (replaced by 000000010000)
                        stop beta.towline-old-00000003 (replaced by 000000010000)
                        start alpha.towline-old-00000001 (stopped for a newer release)
                        rename alpha to alpha.towline-old-00000004 (its place is taken)
                        rename alpha.towline-old-00000001 to alpha (it takes the place)
                        stop alpha.towline-old-00000004 (replaced by 000000020000)
                        start beta.towline-old-00000002 (stopped for a newer release)
                        rename beta.towline-old-00000002 to beta (it takes the place)
                        """);
    }

    @Test
    void whatComposeMadeIsReplacedAndItsUnnamedVolumeCarried() {
        engine.composeUp(
                Stacks.shop(
                        "services: {db: {image: 'postgres:16', restart: 'always', user: '0'}}"));

        var text =
                plans.converge(
                                Stacks.shop(
                                        "services: {db: {image: 'postgres:16', restart: 'always'}}"),
                                Stage.TRIAL)
                        + "\n"
                        + plans.converge(
                                Stacks.shop(
                                        "services: {db: {image: 'postgres:16', restart: 'always'}}"),
                                Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-db-1.towline-next-HASH (user: 0 -> (none))

                        set restart policy of shop-db-1 to no (replaced by 000000030000)
                        rename shop-db-1 to shop-db-1.towline-old-00000001 (replaced by 000000030000)
                        stop shop-db-1.towline-old-00000001 (replaced by 000000030000)
                        start shop-db-1.towline-next-HASH (not started yet)
                        rename shop-db-1.towline-next-HASH to shop-db-1 (it takes the place)

                        set restart policy of shop-db-1 to always (it was accepted)
                        remove shop-db-1.towline-old-00000001 (shop-db-1 was accepted)
                        """);
    }

    @Test
    void movedVolumeHasOneOwnerAtATime() {
        plans.settle(dataIn("one"));

        var text = plans.converge(dataIn("two"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-two-1.towline-next-HASH (volumes: /data added)
                        create container shop-one-1.towline-next-HASH (the service's definition changed)

                        set restart policy of shop-two-1 to no (replaced by 000000030000)
                        rename shop-two-1 to shop-two-1.towline-old-00000001 (replaced by 000000030000)
                        stop shop-two-1.towline-old-00000001 (replaced by 000000030000)
                        set restart policy of shop-one-1 to no (holds what shop-two-1 needs)
                        rename shop-one-1 to shop-one-1.towline-old-00000002 (holds what shop-two-1 needs)
                        stop shop-one-1.towline-old-00000002 (holds what shop-two-1 needs)
                        start shop-two-1.towline-next-HASH (not started yet)
                        rename shop-two-1.towline-next-HASH to shop-two-1 (it takes the place)
                        wait: shop-one-1 waits for shop-two-1 to be healthy

                        start shop-one-1.towline-next-HASH (not started yet)
                        rename shop-one-1.towline-next-HASH to shop-one-1 (it takes the place)
                        """);
    }

    @Test
    void movedVolumeGoesBack() {
        plans.settle(dataIn("one"));
        plans.converge(dataIn("two"), Stage.TRIAL);
        plans.forget();

        var text = plans.converge(dataIn("one"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        rename shop-two-1 to shop-two-1.towline-old-00000003 (replaced by 000000010000)
                        stop shop-two-1.towline-old-00000003 (replaced by 000000010000)
                        start shop-two-1.towline-old-00000001 (stopped for a newer release)
                        rename shop-two-1.towline-old-00000001 to shop-two-1 (it takes the place)
                        wait: shop-one-1 waits for shop-two-1 to be healthy

                        rename shop-one-1 to shop-one-1.towline-old-00000004 (replaced by 000000020000)
                        stop shop-one-1.towline-old-00000004 (replaced by 000000020000)
                        start shop-one-1.towline-old-00000002 (stopped for a newer release)
                        rename shop-one-1.towline-old-00000002 to shop-one-1 (it takes the place)
                        """);
    }

    @Test
    void missingExternalNetworkBlocksBeforeAnythingIsDone() {
        plans.settle(service("scale: 1"));

        var text =
                plans.text(
                        Stacks.shop(
                                "services: {web: {image: 'app:2', networks: {proxy: {}}}}, networks: {proxy: {name: 'proxy', external: true}}"),
                        Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: the external network proxy does not exist
                        """);
    }

    @Test
    void missingExternalVolumeBlocksBeforeAnythingIsDone() {
        plans.settle(service("scale: 1"));

        var text =
                plans.text(
                        Stacks.shop(
                                "services: {web: {image: 'app:2'}}, volumes: {data: {name: 'data', external: true}}"),
                        Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: the external volume data does not exist
                        """);
    }

    @Test
    void imageIsTakenByItsIdWhereTheTagMeansAnotherOneByNow() {
        var project = service("scale: 1");
        engine.moveTag("app:1", "another image");

        plans.converge(project, Stage.TRIAL);

        assertThat(engine.named("shop-web-1").imageId).isEqualTo(Stacks.digest("app:1"));
        assertThat(plans.text(project, Stage.SETTLED)).isEmpty();
    }

    private static DesiredProject named(String web, String api) {
        return Stacks.shop(
                """
                services: {web: {image: 'app:1', container_name: '%s'},
                  api: {image: 'app:2', container_name: '%s'}}
                """
                        .formatted(web, api));
    }

    /// One of the services `one` and `two` writes to the volume; `one` waits for `two`.
    private static DesiredProject dataIn(String owner) {
        var mount = "volumes: [{type: 'volume', source: 'data', target: '/data'}]";
        return Stacks.shop(
                """
                services: {
                  one: {image: 'app:1', restart: 'always', %s
                    depends_on: {two: {condition: 'service_healthy'}}},
                  two: {image: 'app:2', restart: 'always', %s
                    healthcheck: {test: ['CMD', 'x']}}},
                volumes: {data: {name: 'shop_data'}}
                """
                        .formatted(
                                owner.equals("one") ? mount + "," : "",
                                owner.equals("two") ? mount + "," : ""));
    }

    private static DesiredProject service(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }
}

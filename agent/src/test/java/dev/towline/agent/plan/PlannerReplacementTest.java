package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;

/// Replacements as plans in words, from the first deployment on.
class PlannerReplacementTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    @Test
    void firstDeploymentMakesEverythingAndStartsDependenciesFirst() {
        var text = plans.converge(shop("app:1", "app:2"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create network shop_front (it does not exist)
                        create network shop_back (it does not exist)
                        create volume shop_data (it does not exist)

                        create container shop-migrate-1 (there is none)
                        create container shop-api-1 (there is none)
                        create container shop-web-1 (there is none)

                        connect shop-web-1 to network front (the service is in it)

                        start shop-migrate-1 (not started yet)
                        wait: shop-api-1 waits for shop-migrate-1 to complete
                        wait: shop-web-1 waits for shop-api-1 to be healthy

                        start shop-api-1 (not started yet)
                        wait: shop-web-1 waits for shop-api-1 to be healthy

                        start shop-web-1 (not started yet)
                        """);
    }

    @Test
    void acceptanceSetsTheDeclaredRestartPolicies() {
        plans.converge(shop("app:1", "app:2"), Stage.TRIAL);

        var text = plans.converge(shop("app:1", "app:2"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        set restart policy of shop-api-1 to always (it was accepted)
                        set restart policy of shop-web-1 to unless-stopped (it was accepted)
                        """);
    }

    @Test
    void nothingIsLeftToDoForTheSameRelease() {
        plans.settle(shop("app:1", "app:2"));

        var text =
                plans.text(shop("app:1", "app:2"), Stage.TRIAL)
                        + plans.text(shop("app:1", "app:2"), Stage.SETTLED);

        assertThat(text).isEmpty();
    }

    @Test
    void onlyTheChangedServiceIsReplaced() {
        plans.settle(shop("app:1", "app:2"));

        var text = plans.converge(shop("app:1", "app:3"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-1.towline-next-HASH (image: sha256:4de49711cc13 -> sha256:4f16ebabe792)

                        connect shop-web-1 to network front (the service is in it)

                        set restart policy of shop-web-1 to no (replaced by 000000040000)
                        rename shop-web-1 to shop-web-1.towline-old-00000003 (replaced by 000000040000)
                        stop shop-web-1.towline-old-00000003 (replaced by 000000040000)
                        start shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        """);
    }

    @Test
    void acceptanceRemovesWhatWasReplaced() {
        plans.settle(shop("app:1", "app:2"));
        plans.converge(shop("app:1", "app:3"), Stage.TRIAL);

        var text = plans.converge(shop("app:1", "app:3"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        set restart policy of shop-web-1 to unless-stopped (it was accepted)
                        remove shop-web-1.towline-old-00000003 (shop-web-1 was accepted)
                        """);
    }

    @Test
    void changedDefinitionIsSaid() {
        plans.settle(service("restart: 'no'"));

        var text = plans.text(service("restart: 'always'"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-1.towline-next-HASH (the service's definition changed)
                        """);
    }

    @Test
    void goingBackStartsTheOldContainerAndCreatesNothing() {
        plans.settle(shop("app:1", "app:2"));
        plans.converge(shop("app:1", "app:3"), Stage.TRIAL);
        plans.forget();

        var text = plans.converge(shop("app:1", "app:2"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        rename shop-web-1 to shop-web-1.towline-old-00000004 (replaced by 000000030000)
                        stop shop-web-1.towline-old-00000004 (replaced by 000000030000)
                        start shop-web-1.towline-old-00000003 (stopped for a newer release)
                        rename shop-web-1.towline-old-00000003 to shop-web-1 (it takes the place)
                        """);
    }

    @Test
    void afterGoingBackTheFailedReleaseIsRemoved() {
        plans.settle(shop("app:1", "app:2"));
        plans.converge(shop("app:1", "app:3"), Stage.TRIAL);
        plans.forget();
        plans.converge(shop("app:1", "app:2"), Stage.TRIAL);

        var text = plans.converge(shop("app:1", "app:2"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        set restart policy of shop-web-1 to unless-stopped (it was accepted)
                        remove shop-web-1.towline-old-00000004 (shop-web-1 was accepted)
                        """);
    }

    @Test
    void tableOfKillsOnTheWayForwards() {
        var text = afterKills(service("environment: {A: '2'}"));

        assertThat(text)
                .isEqualTo(
                        """
                        after 0
                        rename shop-web-1 to shop-web-1.towline-old-00000001 (replaced by 000000020000)
                        stop shop-web-1.towline-old-00000001 (replaced by 000000020000)
                        start shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        after 1
                        stop shop-web-1.towline-old-00000001 (replaced by 000000020000)
                        start shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        after 2
                        start shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        after 3
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        after 4
                        """);
    }

    @Test
    void tableOfKillsOnTheWayBack() {
        var text = afterKills(service("environment: {A: '1'}"));

        assertThat(text)
                .isEqualTo(
                        """
                        after 0
                        after 1
                        rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                        after 2
                        start shop-web-1.towline-old-00000001 (stopped for a newer release)
                        rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                        after 3
                        rename shop-web-1.towline-next-HASH to shop-web-1.towline-old-00000002 (replaced by 000000010000)
                        stop shop-web-1.towline-old-00000002 (replaced by 000000010000)
                        start shop-web-1.towline-old-00000001 (stopped for a newer release)
                        rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                        after 4
                        rename shop-web-1 to shop-web-1.towline-old-00000002 (replaced by 000000010000)
                        stop shop-web-1.towline-old-00000002 (replaced by 000000010000)
                        start shop-web-1.towline-old-00000001 (stopped for a newer release)
                        rename shop-web-1.towline-old-00000001 to shop-web-1 (it takes the place)
                        """);
    }

    @Test
    void scaleGoesUpBesideWhatRuns() {
        plans.settle(service("scale: 2"));

        var text = plans.converge(service("scale: 3"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-3 (there is none)

                        start shop-web-3 (not started yet)
                        """);
    }

    @Test
    void scaleGoesDownFromTheEnd() {
        plans.settle(service("scale: 3"));

        var text =
                plans.converge(service("scale: 1"), Stage.TRIAL)
                        + "\n"
                        + plans.converge(service("scale: 1"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        rename shop-web-3 to shop-web-3.towline-old-00000003 (the project has no place for it any more)
                        stop shop-web-3.towline-old-00000003 (the project has no place for it any more)
                        rename shop-web-2 to shop-web-2.towline-old-00000002 (the project has no place for it any more)
                        stop shop-web-2.towline-old-00000002 (the project has no place for it any more)

                        remove shop-web-3.towline-old-00000003 (the accepted project has no place for it)
                        remove shop-web-2.towline-old-00000002 (the accepted project has no place for it)
                        """);
    }

    @Test
    void droppedServiceOfOursGoesSomebodyElsesStays() {
        plans.settle(Stacks.shop("services: {web: {image: 'app:1'}, extra: {image: 'app:9'}}"));
        engine.composeUp(Stacks.shop("services: {tool: {image: 'app:8'}}"));

        var text =
                plans.converge(service("scale: 1"), Stage.TRIAL)
                        + "\n"
                        + plans.converge(service("scale: 1"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        rename shop-extra-1 to shop-extra-1.towline-old-00000002 (the project has no place for it any more)
                        stop shop-extra-1.towline-old-00000002 (the project has no place for it any more)

                        remove shop-extra-1.towline-old-00000002 (the accepted project has no place for it)
                        """);
    }

    /// Each plan after an agent was killed that had done so many steps of a replacement.
    private static String afterKills(DesiredProject then) {
        var table = new StringBuilder();
        for (var steps = 0; steps <= 4; steps++) {
            var engine = new FakeEngine(() -> 0);
            var plans = new Plans(engine);
            plans.settle(service("environment: {A: '1'}"));
            plans.perform(service("environment: {A: '2'}"), Stage.TRIAL, 1);
            plans.perform(service("environment: {A: '2'}"), Stage.TRIAL, steps);
            plans.forget();
            table.append("after ").append(steps).append('\n');
            table.append(plans.converge(then, Stage.TRIAL));
        }
        return table.toString();
    }

    private static DesiredProject shop(String apiImage, String webImage) {
        return Stacks.shop(
                """
                services: {
                  web: {image: '%s', restart: 'unless-stopped', networks: {front: {}, back: {}},
                    depends_on: {api: {condition: 'service_healthy'}}},
                  api: {image: '%s', restart: 'always', networks: {back: {}},
                    healthcheck: {test: ['CMD', 'x']},
                    depends_on: {migrate: {condition: 'service_completed_successfully'}}},
                  migrate: {image: 'job:1', networks: {back: {}},
                    volumes: [{type: 'volume', source: 'data', target: '/data'}]}
                },
                networks: {front: {name: 'shop_front'}, back: {name: 'shop_back'}},
                volumes: {data: {name: 'shop_data'}}
                """
                        .formatted(webImage, apiImage));
    }

    private static DesiredProject service(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }
}

package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;

/// Services that share others' namespaces, in the situations that stories of the property test came
/// upon.
class PlannerSharingTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    @Test
    void releaseThatOvertakesAnotherFindsTheMarkedNameTakenAndTakesTheNext() {
        plans.settle(vpn("app:1"));
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);

        plans.converge(vpn("app:3"), Stage.TRIAL);

        assertThat(engine.named("shop-web-1").joined)
                .containsEntry("vpn", engine.named("shop-vpn-1").id);
        assertThat(engine.named("shop-vpn-1").spec.image()).isEqualTo("app:3");
    }

    @Test
    void whatWasMadeForAnotherContainerIsRemovedOnceTheReleaseIsAccepted() {
        plans.settle(vpn("app:1"));
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);
        plans.forget();

        plans.settle(vpn("app:3"));

        assertThat(engine.text()).isEqualTo("shop-vpn-1 running no\nshop-web-1 running no\n");
    }

    @Test
    void halfMadeContainerIsRemovedWhereTheReleaseBeforeStays() {
        plans.settle(vpn("app:1"));
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);
        plans.perform(vpn("app:2"), Stage.TRIAL, 1);
        plans.forget();

        plans.converge(vpn("app:1"), Stage.KEPT);

        assertThat(engine.text()).isEqualTo("shop-vpn-1 running no\nshop-web-1 running no\n");
    }

    @Test
    void whatWasStoppedAndExitedWithZeroIsStillWaitedFor() {
        var project =
                Stacks.shop(
                        """
                        services: {
                          db: {image: 'app:1', healthcheck: {test: ['CMD', 'true']}},
                          vpn: {image: 'app:2', depends_on: {db: {condition: 'service_healthy'}}},
                          web: {image: 'app:3', network_mode: 'service:vpn'}}
                        """);
        plans.settle(project);
        plans.converge(vpn("app:9"), Stage.TRIAL);
        plans.forget();

        plans.converge(project, Stage.TRIAL);

        assertThat(engine.named("shop-web-1").state).isInstanceOf(ContainerState.Running.class);
    }

    private static DesiredProject vpn(String image) {
        return Stacks.shop(
                "services: {vpn: {image: '"
                        + image
                        + "'}, web: {image: 'app:7', network_mode: 'service:vpn'}}");
    }
}

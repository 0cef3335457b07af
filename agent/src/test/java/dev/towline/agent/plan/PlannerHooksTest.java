package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A container gets its name when it was started and its hooks have run.
class PlannerHooksTest {
    private final FakeEngine engine = new FakeEngine();
    private final Plans plans = new Plans(engine);

    @Test
    void nameIsGivenAfterStartAndHooks() {
        var text = plans.converge(web(""), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-1.towline-next-HASH (there is none)

                        start shop-web-1.towline-next-HASH (not started yet)
                        run post_start hook 1 in shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        """);
    }

    @ParameterizedTest(name = "killed after step {0}")
    @ValueSource(ints = {1, 2})
    void hooksRunAfterACrashBetweenTheStartAndTheirEnd(int steps) {
        plans.perform(web(""), Stage.TRIAL, 1);
        plans.perform(web(""), Stage.TRIAL, steps);
        plans.forget();

        var text = plans.converge(web(""), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        run post_start hook 1 in shop-web-1.towline-next-HASH (they may not have run after its start)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        """);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void whatEndedGivesUpItsNameUntilTheHooksHaveRun(Stage stage) {
        plans.settle(web(""));
        engine.named("shop-web-1").stop(1);

        var text = plans.converge(web(""), stage);

        assertThat(text)
                .isEqualTo(
                        """
                        rename shop-web-1 to shop-web-1.towline-next-HASH (its hooks must run first)
                        start shop-web-1.towline-next-HASH (exited with code 1)
                        run post_start hook 1 in shop-web-1.towline-next-HASH (exited with code 1)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        """);
    }

    @Test
    void startFirstRunsThemOnce() {
        var first =
                "deploy: {update_config: {order: 'start-first'}}, healthcheck: {test: ['CMD',"
                        + " 'x']}, ";
        plans.settle(web(first));
        engine.hooks.clear();

        plans.converge(web(first + "user: '1', "), Stage.TRIAL);

        assertThat(engine.hooks)
                .extracting(Plans::readable)
                .containsExactly("shop-web-1.towline-next-HASH post_start 0");
    }

    @Test
    void startFirstRunsThemAgainAfterACrash() {
        var first = "deploy: {update_config: {order: 'start-first'}}, ";
        plans.settle(web(first));
        plans.perform(web(first + "user: '1', "), Stage.TRIAL, 1);
        plans.perform(web(first + "user: '1', "), Stage.TRIAL, 1);
        plans.forget();

        var text = plans.converge(web(first + "user: '1', "), Stage.TRIAL);

        assertThat(text).contains("run post_start hook 1 in shop-web-1.towline-next-HASH");
    }

    private static DesiredProject web(String more) {
        return Stacks.shop(
                "services: {web: {image: 'app:1', " + more + "post_start: [{command: ['a']}]}}");
    }
}

package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Paused;
import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What is done about containers that ended, or wait for ever, as plans in words.
class PlannerHealingTest {
    private final FakeEngine engine = new FakeEngine(() -> 0);
    private final Plans plans = new Plans(engine);

    @Test
    void tableOfEndedContainers() {
        var text = endedContainers();

        assertThat(text)
                .isEqualTo(
                        """
                        no TRIAL 0: nothing
                        no TRIAL 1: blocked: shop-web-1 exited with code 1
                        no TRIAL 1, not started by us: start shop-web-1 (exited with code 1)
                        no SETTLED 0: nothing
                        no SETTLED 1: blocked: shop-web-1 exited with code 1
                        no SETTLED 1, not started by us: start shop-web-1 (exited with code 1)
                        on-failure:3 TRIAL 0: nothing
                        on-failure:3 TRIAL 1: start shop-web-1 (exited with code 1)
                        on-failure:3 SETTLED 0: nothing
                        on-failure:3 SETTLED 1: start shop-web-1 (exited with code 1)
                        unless-stopped TRIAL 0: start shop-web-1 (exited with code 0)
                        unless-stopped TRIAL 1: start shop-web-1 (exited with code 1)
                        unless-stopped SETTLED 0: start shop-web-1 (exited with code 0)
                        unless-stopped SETTLED 1: start shop-web-1 (exited with code 1)
                        always TRIAL 0: start shop-web-1 (exited with code 0)
                        always TRIAL 1: start shop-web-1 (exited with code 1)
                        always SETTLED 0: start shop-web-1 (exited with code 0)
                        always SETTLED 1: start shop-web-1 (exited with code 1)
                        """);
    }

    @Test
    void unhealthyForEverIsWaitedFor() {
        for (var pass = 0; pass < 4; pass++) {
            plans.perform(dependent("sick:1", "service_healthy", true), Stage.TRIAL, 100);
            engine.live();
        }

        var text = plans.text(dependent("sick:1", "service_healthy", true), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        wait: shop-web-1 waits for shop-db-1 to be healthy
                        """);
    }

    @Test
    void healthyWithoutHealthCheckIsBlocked() {
        plans.perform(noHealthCheck(), Stage.TRIAL, 100);
        plans.perform(noHealthCheck(), Stage.TRIAL, 100);

        var text = plans.text(noHealthCheck(), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: shop-web-1 waits for shop-db-1 to be healthy, which has no health check
                        """);
    }

    @Test
    void startedDependencyLetsBothStartAtOnce() {
        var text = plans.converge(dependent("app:1", "service_started", true), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-db-1 (there is none)
                        create container shop-web-1 (there is none)

                        start shop-db-1 (not started yet)
                        start shop-web-1 (not started yet)
                        """);
    }

    @Test
    void finishedJobIsNotStartedAgain() {
        plans.settle(dependent("job:1", "service_completed_successfully", true));

        var text =
                plans.text(
                        dependent("job:1", "service_completed_successfully", true), Stage.SETTLED);

        assertThat(text).isEmpty();
    }

    @Test
    void failedJobBlocksItsDependents() {
        fail("broken:1", true);

        var text =
                plans.text(
                        dependent("broken:1", "service_completed_successfully", true), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: shop-db-1 exited with code 1
                        blocked: shop-web-1 waits for shop-db-1 to complete, which exited with code 1
                        """);
    }

    @Test
    void failedJobThatIsNotRequiredBlocksOnlyItself() {
        fail("broken:1", false);

        var text =
                plans.text(
                        dependent("broken:1", "service_completed_successfully", false),
                        Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: shop-db-1 exited with code 1
                        """);
    }

    @Test
    void pausedContainerIsLeftToItsPerson() {
        plans.settle(service("restart: 'no'"));
        engine.named("shop-web-1").state = new Paused();

        var text = plans.text(service("restart: 'no'"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        blocked: shop-web-1 is paused
                        """);
    }

    @Test
    void pausedPredecessorGivesWay() {
        plans.settle(service("restart: 'no'"));
        engine.named("shop-web-1").state = new Paused();

        var text = plans.converge(service("restart: 'always'"), Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-1.towline-next-HASH (the service's definition changed)

                        rename shop-web-1 to shop-web-1.towline-old-00000001 (replaced by 000000020000)
                        stop shop-web-1.towline-old-00000001 (replaced by 000000020000)
                        start shop-web-1.towline-next-HASH (not started yet)
                        rename shop-web-1.towline-next-HASH to shop-web-1 (it takes the place)
                        """);
    }

    @Test
    void removedContainerIsMadeAgainWithItsPolicy() {
        plans.settle(service("restart: 'always'"));
        engine.named("shop-web-1").stop(0);
        engine.perform(
                new Step.RemoveContainer(engine.named("shop-web-1").id, "shop-web-1", "by hand"));

        var text = plans.converge(service("restart: 'always'"), Stage.SETTLED);

        assertThat(text)
                .isEqualTo(
                        """
                        create container shop-web-1 (there is none)

                        start shop-web-1 (not started yet)
                        """);
    }

    /// For each policy, stage, exit code, and whether this attempt has started it: what is planned.
    private static String endedContainers() {
        var table = new StringBuilder();
        for (var policy : List.of("no", "on-failure:3", "unless-stopped", "always")) {
            for (var stage : List.of(Stage.TRIAL, Stage.SETTLED)) {
                for (var exitCode = 0; exitCode <= 1; exitCode++) {
                    var situation = policy + " " + stage + " " + exitCode;
                    var started = ended(policy, stage, exitCode, it -> {});
                    var anew = ended(policy, stage, exitCode, Plans::forget);
                    var both = started.equals(anew);
                    table.append(situation).append(": ").append(started);
                    table.append(both ? "" : situation + ", not started by us: " + anew);
                }
            }
        }
        return table.toString();
    }

    private static String ended(String policy, Stage stage, int exitCode, Consumer<Plans> then) {
        var project = service("restart: '" + policy + "'");
        var engine = new FakeEngine();
        var plans = new Plans(engine);
        plans.converge(project, Stage.TRIAL);
        plans.converge(project, stage);
        engine.named("shop-web-1").state = new Exited(exitCode, false);
        then.accept(plans);
        var text = plans.text(project, stage);
        return text.isEmpty() ? "nothing\n" : text;
    }

    private void fail(String image, boolean required) {
        var project = dependent(image, "service_completed_successfully", required);
        for (var pass = 0; pass < 4; pass++) {
            plans.perform(project, Stage.TRIAL, 100);
            engine.live();
        }
    }

    private static DesiredProject dependent(String image, String condition, boolean required) {
        return Stacks.shop(
                """
                services: {
                  db: {image: '%s', healthcheck: {test: ['CMD', 'x']}},
                  web: {image: 'app:2', depends_on: {db: {condition: '%s', required: %s}}}}
                """
                        .formatted(image, condition, required));
    }

    private static DesiredProject noHealthCheck() {
        return Stacks.shop(
                """
                services: {db: {image: 'app:1'},
                  web: {image: 'app:2', depends_on: {db: {condition: 'service_healthy'}}}}
                """);
    }

    private static DesiredProject service(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }
}

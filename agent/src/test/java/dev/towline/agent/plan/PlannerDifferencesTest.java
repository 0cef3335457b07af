package dev.towline.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.project.DesiredProject;
import org.junit.jupiter.api.Test;

/// What a plan says of a difference.
class PlannerDifferencesTest {
    private final Plans plans = new Plans(new FakeEngine(() -> 0));

    private static DesiredProject web(String more) {
        return Stacks.shop("services: {web: {image: 'app:1', " + more + "}}");
    }

    @Test
    void differencesAreSaidByAttributeWithoutSecrets() {
        plans.settle(
                web(
                        "environment: {GIT_SHA: 'one', TOKEN: 'secret', DB_HOST: 'u:hunter2@db'},"
                                + " command: ['a'], labels: {l: 'x'}"));

        var text =
                plans.text(
                        web(
                                "environment: {GIT_SHA: 'two', TOKEN: 'hidden', DB_HOST: 'db'},"
                                        + " command: ['b']"),
                        Stage.TRIAL);

        assertThat(text)
                .isEqualTo(
                        "create container shop-web-1.towline-next-HASH (command: changed;"
                                + " environment.DB_HOST: changed;"
                                + " environment.GIT_SHA: one -> two; environment.TOKEN: changed;"
                                + " labels.l: removed)\n");
    }

    @Test
    void manyDifferencesAreBounded() {
        plans.settle(web("user: '1'"));

        var text =
                plans.text(
                        web(
                                "user: '2', tty: true, init: true, hostname: 'h', working_dir:"
                                        + " '/w', privileged: true, read_only: true"),
                        Stage.TRIAL);

        assertThat(text).endsWith("; and 2 more)\n");
    }
}

package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two VMs, each with its own agent: production gets what proved itself in staging, and only that.
@Execution(ExecutionMode.CONCURRENT)
class PromotionE2E {
    private static final String PRODUCTION = "production";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;
    private TestSite site;

    @BeforeEach
    void startSite() {
        site = new TestSite("promotion", folder, TestSite.STAGING);
        site.join(PRODUCTION);
        site.policy(TestSite.STAGING, Map.of("builds", true));
        var requires = Map.of("environment", TestSite.STAGING, "accepted", true, "soak", "1m");
        var promotion = Map.of("requires", requires);
        site.policy(PRODUCTION, Map.of("builds", true, "promotion", promotion));
    }

    @AfterEach
    void endSite() {
        site.close();
    }

    private JsonNode assertRefused(CommitSha sha, String detail) {
        var problem = site.operator().refusal(PRODUCTION, sha);
        assertThat(problem.path("rule").asText()).as(problem::toString).isEqualTo("promotion");
        assertThat(problem.path("detail").asText()).startsWith(detail);
        assertThat(problem.path("remedy").asText())
                .contains("the same commit with the same digests accepted in staging for PT1M");
        return problem.path("facts");
    }

    private void acceptInStaging(CommitSha sha) {
        site.assertEnds(site.order(sha), "accepted");
    }

    /// The deployment's id, as soon as the soak allows it.
    private String orderAfterTheSoak(CommitSha sha) {
        return Awaitility.await("soak of " + sha)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(DemoException.class)
                .until(() -> site.operator().order(PRODUCTION, sha, "promoted"), it -> true);
    }

    @Test
    void productionGetsTheSameCommitAndDigestsAfterTheSoakAndNothingElse() {
        var sha = site.build(DemoStack.good());
        assertThat(assertRefused(sha, "the commit was not accepted in staging"))
                .isEqualTo(json(Map.of("environment", "staging", "soak", "PT1M")));
        acceptInStaging(sha);
        var facts = assertRefused(sha, "it ran for PT");
        assertThat(facts.path("deployment").asText()).isEqualTo("staging-1");
        assertThat(site.engine(PRODUCTION).names()).isEmpty();

        var promoted = orderAfterTheSoak(sha);

        site.assertEnds(promoted, "accepted");
        assertThat(site.api(PRODUCTION).answeringSha()).isEqualTo(sha.hex());
        assertThat(images(PRODUCTION)).isEqualTo(images(TestSite.STAGING));
        refusesAnotherBuildOfTheSameCommit();
    }

    private void refusesAnotherBuildOfTheSameCommit() {
        var running = site.engine(PRODUCTION).running();
        var sha = site.build(DemoStack.good());
        acceptInStaging(sha);
        var image = site.world().image("api", sha);
        var rebuilt = new HashMap<String, ImageDigest>(site.world().build(sha));
        rebuilt.put(image, site.world().moveTag(sha));

        site.operator().register(sha, rebuilt);

        assertRefused(sha, "it was accepted with other digests of " + image);
        assertThat(site.engine(PRODUCTION).running()).isEqualTo(running);
    }

    private Map<String, String> images(String environment) {
        var engine = site.engine(environment);
        return Map.of(
                "api", engine.images().getOrDefault(engine.container("api"), "none"),
                "dashboard", engine.images().getOrDefault(engine.container("dashboard"), "none"));
    }

    private static JsonNode json(Map<String, String> values) {
        return dev.towline.wire.Json.MAPPER.valueToTree(values);
    }
}

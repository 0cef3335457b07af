package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.ids.CommitSha;
import dev.towline.ids.ImageDigest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What CI built runs, whatever the tags in the registry mean by then.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site digest")
class DigestE2E {
    @TempDir static Path folder;
    private static TestSite site;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("digest", folder);
        site.policy(TestSite.STAGING, Map.of("builds", true));
        accept(site.build(DemoStack.good()));
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    private static void accept(CommitSha sha) {
        site.assertEnds(site.order(sha), "accepted");
    }

    private static ImageDigest built(CommitSha sha) {
        return Objects.requireNonNull(site.world().build(sha).get(image(sha)));
    }

    private static String image(CommitSha sha) {
        return site.world().image("api", sha);
    }

    private static void assertRuns(CommitSha sha) {
        var repository = site.world().registry().name() + "/demo-api@";
        assertThat(site.engine().digests("api")).containsExactly(repository + built(sha));
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
    }

    @Test
    void whatIsNotBuiltIsNotOrdered() {
        var problem = site.operator().refusal(TestSite.STAGING, site.publish(DemoStack.good()));

        assertThat(problem.path("rule").asText()).isEqualTo("builds");
    }

    @Test
    void runsExactlyWhatWasBuilt() {
        var sha = site.build(DemoStack.good());

        accept(sha);

        assertRuns(sha);
    }

    @Test
    void runsWhatWasBuiltAlsoWhereTheTagWasMovedSince() {
        var sha = site.build(DemoStack.good());
        var moved = site.world().moveTag(sha);

        accept(sha);

        assertThat(moved).isNotEqualTo(built(sha));
        assertRuns(sha);
    }

    @Test
    void refusesAMovedTagWhereWhatWasBuiltIsGoneAndTouchesNothing() {
        var sha = site.build(DemoStack.good());
        var moved = site.world().moveTag(sha);
        site.world().deleteBuiltApi(sha);
        var running = site.engine().running();

        var reason = site.assertEnds(site.order(sha), "refused");

        assertThat(reason)
                .contains("the order names " + built(sha) + " for " + image(sha))
                .contains("which is " + moved);
        assertThat(site.engine().running()).isEqualTo(running).isNotEmpty();
    }
}

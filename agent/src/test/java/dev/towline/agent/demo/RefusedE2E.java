package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Oddity;
import dev.towline.ids.CommitSha;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs beside other classes; its own tests share a site, and come one by one.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site refused")
class RefusedE2E {
    @TempDir static Path folder;
    private static TestSite site;
    private static CommitSha good;
    private static Map<String, String> running;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("refused", folder);
        good = site.accepted(DemoStack.good());
        running = site.engine().running();
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE_MISSING, demo-api",
        "REFUSED_ATTRIBUTE, use_api_socket",
        "OTHER_REVISION, built from",
    })
    void whatCannotBeIsRefusedAndNothingIsTouched(Oddity oddity, String named) {
        var bad = site.publish(DemoStack.good().with(oddity));

        var deployment = site.order(bad);

        awaitEndWhileTheApiAnswers(deployment);
        assertThat(site.assertEnds(deployment, "refused")).contains(named);
        assertThat(site.engine().running()).isEqualTo(running);
    }

    @Test
    void commitThatNobodyHasIsRefused() {
        var unknown = new CommitSha("0123456789012345678901234567890123456789");

        var deployment = site.order(unknown);

        assertThat(site.assertEnds(deployment, "refused")).contains("0123456");
        assertThat(site.engine().running()).isEqualTo(running);
    }

    private static void awaitEndWhileTheApiAnswers(String deployment) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(site.api().answeringSha()).isEqualTo(good.hex());
                    var outcome = site.operator().deployment(deployment).path("outcome");
                    return outcome.isTextual();
                });
    }
}

package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Health;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Runs beside other classes; its own tests share a site, and come one by one.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site outages")
class OutagesE2E {
    @TempDir static Path folder;
    private static TestSite site;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("outages", folder);
        site.accepted(DemoStack.good());
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @Test
    void coordinatorThatWasKilledLearnsHowItEnded() {
        var sha = site.publish(DemoStack.good());
        var deployment = site.order(sha);
        site.awaitEvent(deployment, TestSite.started("switch"));

        site.coordinator().kill9();
        site.coordinator().startAgain();

        site.assertEnds(deployment, "accepted");
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
        assertThat(site.events(deployment)).anyMatch(TestSite.started("accept"));
    }

    @Test
    void registryThatIsAwayIsWaitedFor() {
        var sha = site.publish(DemoStack.good());
        site.world().registry().stop();

        var deployment = site.order(sha);
        awaitProgress(deployment);
        site.world().registry().start();

        site.assertEnds(deployment, "accepted");
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
    }

    @Test
    void gitServerThatIsAwayIsWaitedFor() {
        var sha = site.publish(DemoStack.good());
        site.world().git().stop();

        var deployment = site.order(sha);
        awaitProgress(deployment);
        site.world().git().start();

        site.assertEnds(deployment, "accepted");
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
    }

    @Test
    void wayBackNeedsNobody() {
        var good = site.accepted(DemoStack.good());
        var deployment = site.order(site.publish(DemoStack.good().with(Health.OTHER_COMMIT)));
        site.awaitEvent(deployment, TestSite.started("switch"));

        site.coordinator().kill9();
        site.world().registry().stop();
        site.world().git().stop();

        awaitOutcomeOnTheVm("rolled-back");
        assertThat(site.api().answeringSha()).isEqualTo(good.hex());
        site.world().registry().start();
        site.world().git().start();
        site.coordinator().startAgain();
        site.assertEnds(deployment, "rolled-back");
    }

    private static void awaitProgress(String deployment) {
        site.awaitEvent(deployment, it -> it.path("type").asText().equals("progress"));
    }

    private static void awaitOutcomeOnTheVm(String outcome) {
        Awaitility.await("outcome on the VM")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () ->
                                site.agent()
                                        .status(TestSite.STAGING)
                                        .path("lastDeployment")
                                        .path("outcome")
                                        .asText(),
                        outcome::equals);
    }
}

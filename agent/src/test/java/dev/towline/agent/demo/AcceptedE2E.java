package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Health;
import dev.towline.agent.demo.DemoStack.Oddity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Runs beside other classes; its own tests share a site, and come one by one.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site accepted")
class AcceptedE2E {
    private static final DemoStack STACK = DemoStack.good().with(Oddity.SIDECAR);

    @TempDir static Path folder;
    private static TestSite site;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("accepted", folder);
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @Test
    void bringsTheVmToTheCommitAndReplacesOnlyWhatDiffers() {
        var first = site.accepted(STACK);
        var before = site.engine().running();

        var second = site.accepted(STACK);

        var after = site.engine().running();
        assertThat(site.api().answeringSha()).isEqualTo(second.hex());
        assertThat(site.engine().names()).containsExactlyElementsOf(before.keySet());
        assertThat(changed(before, after, "sidecar")).isFalse();
        assertThat(changed(before, after, "api")).isTrue();
        assertThat(changed(before, after, "dashboard")).isTrue();
        assertThat(site.engine().read("api", "/data/starts").lines())
                .endsWith(first.hex(), second.hex());
    }

    @Test
    void newerOrderDoesNotWaitForOneThatNeverGetsHealthy() {
        site.accepted(STACK);
        var never = site.publish(STACK.with(Health.NEVER));
        var good = site.publish(STACK);
        var hopeless = site.order(never);
        site.awaitEvent(hopeless, TestSite.started("verify"));

        var mended = site.order(good);

        site.assertEnds(mended, "accepted");
        site.assertEnds(hopeless, "superseded");
        assertThat(site.api().answeringSha()).isEqualTo(good.hex());
        assertThat(site.engine().names()).noneMatch(it -> it.contains(".towline-"));
    }

    private static boolean changed(
            Map<String, String> before, Map<String, String> after, String service) {
        var name = site.engine().container(service);
        return !after.get(name).equals(before.get(name));
    }
}

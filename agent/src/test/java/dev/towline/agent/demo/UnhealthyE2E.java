package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Health;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// On its own, because it waits for a minute.
@Execution(ExecutionMode.CONCURRENT)
class UnhealthyE2E {
    @TempDir Path folder;

    @Test
    void containerThatNeverGetsHealthyIsRolledBack() {
        try (var site = TestSite.named("unhealthy", folder)) {
            var good = site.accepted(DemoStack.good());
            var before = site.engine().running();

            var bad = site.order(site.publish(DemoStack.good().with(Health.UNHEALTHY)));

            assertThat(site.assertEnds(bad, "rolled-back")).contains("api-1");
            assertThat(site.api().answeringSha()).isEqualTo(good.hex());
            assertThat(site.engine().running()).isEqualTo(before);
        }
    }
}

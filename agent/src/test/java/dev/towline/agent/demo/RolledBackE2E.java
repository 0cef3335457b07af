package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.DemoStack.Health;
import dev.towline.ids.CommitSha;
import dev.towline.wire.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs beside other classes; its own tests share a site, and come one by one.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site rolled-back")
class RolledBackE2E {
    @TempDir static Path folder;
    private static TestSite site;
    private static CommitSha good;
    private static Map<String, String> running;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("rolled-back", folder);
        good = site.accepted(DemoStack.good());
        running = site.engine().running();
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @Test
    void failingContractIsRolledBackAndKeptOutUntilForced() {
        var bad = site.publish(DemoStack.good().with(Contract.FAILS));

        var first = site.order(bad);

        assertThat(site.assertEnds(first, "rolled-back")).contains("contract");
        assertOldOneRuns();
        assertThat(site.events(first))
                .filteredOn(it -> it.path("kind").asText().equals("contract"))
                .first()
                .extracting(it -> Json.write(it.path("evidence")))
                .isEqualTo(
                        "{\"passed\":false,\"violations\":[\"orders.total is null in 3 rows\"]}");
        assertThat(site.assertEnds(site.order(bad), "refused")).contains("quarantined");
        site.assertEnds(site.operator().force(TestSite.STAGING, bad, "once more"), "rolled-back");
        assertOldOneRuns();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER", "OTHER_COMMIT"})
    void releaseThatDoesNotAnswerAsItShouldIsRolledBack(Health health) {
        var bad = site.publish(DemoStack.good().with(health));

        var deployment = site.order(bad);

        assertThat(site.assertEnds(deployment, "rolled-back")).isNotEmpty();
        assertOldOneRuns();
    }

    /// The very containers, not new ones like them.
    private static void assertOldOneRuns() {
        assertThat(site.api().answeringSha()).isEqualTo(good.hex());
        assertThat(site.engine().running()).isEqualTo(running);
        assertThat(site.engine().names()).containsExactlyElementsOf(running.keySet());
    }
}

package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.demo.DemoStack.Contract;
import java.nio.file.Path;
import java.util.Set;
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
@ResourceLock("site killed")
class AgentKilledE2E {
    @TempDir static Path folder;
    private static TestSite site;
    private static Set<String> names;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("killed", folder);
        site.accepted(DemoStack.good());
        names = site.engine().running().keySet();
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    /// When the agent is killed: as soon as the coordinator knows of this.
    enum Moment {
        PREPARE,
        SWITCH,
        FIRST_STEP,
        FIRST_STOP,
        VERIFY,
        CONTRACT;

        boolean isTold(JsonNode event) {
            return switch (this) {
                case PREPARE -> TestSite.started("prepare").test(event);
                case SWITCH -> TestSite.started("switch").test(event);
                case FIRST_STEP -> event.path("type").asText().equals("step");
                case FIRST_STOP -> event.path("step").asText().startsWith("stop ");
                case VERIFY -> TestSite.started("verify").test(event);
                case CONTRACT -> TestSite.started("contract").test(event);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void deploymentIsGoneOnWith(Moment moment) {
        var sha = site.publish(DemoStack.good());
        var deployment = site.order(sha);
        site.awaitEvent(deployment, moment::isTold);

        site.agent().kill9();
        site.agent().startAgain();

        site.assertEnds(deployment, "accepted");
        assertThat(site.api().answeringSha()).isEqualTo(sha.hex());
        assertOneOfEach();
    }

    @Test
    void wayBackIsGoneOnWith() {
        var good = site.accepted(DemoStack.good());
        var deployment = site.order(site.publish(DemoStack.good().with(Contract.FAILS)));
        site.awaitEvent(deployment, TestSite.started("roll-back"));

        site.agent().kill9();
        site.agent().startAgain();

        site.assertEnds(deployment, "rolled-back");
        assertThat(site.api().answeringSha()).isEqualTo(good.hex());
        assertOneOfEach();
    }

    private static void assertOneOfEach() {
        assertThat(site.engine().running().keySet()).isEqualTo(names);
        assertThat(site.engine().names()).containsExactlyElementsOf(names);
    }
}

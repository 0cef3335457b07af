package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.DemoStack.Contract;
import dev.towline.agent.demo.RolloutSite.VirtualMachine;
import dev.towline.ids.CommitSha;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A rollout over six VMs, each with a real agent: a canary that fails, a VM that is away, a kill
/// of the coordinator, and a resume.
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class RolloutE2E {
    private static final Map<String, Object> WAVES =
            Map.of("rollout", Map.of("canary", 1, "wave", "50%", "awayAfter", "90s"));

    @TempDir Path folder;

    @Test
    void stopsAtAFailingCanaryAndGoesOnWhenResumed() throws IOException {
        try (var site = new RolloutSite(folder);
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var canary = site.vms().getFirst();
            var away = site.vms().getLast();
            var first = site.publish(DemoStack.good());
            assertThat(site.awaitOutcome(site.order(first))).isEqualTo("accepted");
            away.agent().kill9();
            site.define(WAVES);

            var bad = site.publish(DemoStack.good().with(Contract.FAILS));
            stopsAtTheCanary(site, bad);
            staysStopped(site, first);

            // This time it is the canary's own fault.
            Files.writeString(
                    canary.agent().projectFolder(canary.place()).resolve(".env"),
                    RolloutSite.variables(canary.api(), taken.getLocalPort()));
            awaitSkipped(site);
            var second = site.publish(DemoStack.good());
            var deployment = site.order(second);
            site.awaitState(deployment, "halted");
            assertThat(site.states())
                    .containsExactly(
                            "failed", "waiting", "waiting", "waiting", "waiting", "skipped-away");

            goesOnWhenResumed(site, deployment, second);

            returns(site, away, second);
        }
    }

    private static void stopsAtTheCanary(RolloutSite site, CommitSha bad) {
        var others = site.vms().subList(1, 6);
        var before = others.stream().map(vm -> site.engine(vm).running()).toList();

        var deployment = site.order(bad);

        site.awaitState(deployment, "halted");
        assertThat(site.rollout().path("message").asText()).contains("rolled back");
        assertThat(others.stream().map(vm -> site.engine(vm).running()).toList()).isEqualTo(before);
    }

    private static void staysStopped(RolloutSite site, CommitSha first) {
        site.coordinator().kill9();
        site.coordinator().startAgain();

        assertThat(site.rollout().path("state").asText()).isEqualTo("halted");
        assertThat(site.answering()).isEqualTo(Collections.nCopies(6, first.hex()));
    }

    private static void awaitSkipped(RolloutSite site) {
        Awaitility.await("the last one is away")
                .atMost(Duration.ofMinutes(3))
                .until(() -> site.states().getLast().equals("skipped-away"));
    }

    private static void goesOnWhenResumed(RolloutSite site, String deployment, CommitSha second) {
        site.operator()
                .post(
                        "environments/" + RolloutSite.STAGING + "/rollout/resume",
                        Map.of("reason", "its port is taken"));

        assertThat(site.awaitOutcome(deployment)).isEqualTo("refused");
        assertThat(site.states())
                .containsExactly(
                        "passed-over",
                        "accepted",
                        "accepted",
                        "accepted",
                        "accepted",
                        "skipped-away");
        assertThat(site.answering().subList(1, 5)).isEqualTo(Collections.nCopies(4, second.hex()));
    }

    private static void returns(RolloutSite site, VirtualMachine away, CommitSha second) {
        away.agent().startAgain();

        Awaitility.await("the last one has it too")
                .atMost(Duration.ofMinutes(2))
                .until(() -> site.states().getLast().equals("accepted"));
        assertThat(away.api().answeringSha()).isEqualTo(second.hex());
        assertThat(generations(site, away)).containsExactly(1L, 3L);
    }

    /// Those that the VM's agent reported of.
    private static List<Long> generations(RolloutSite site, VirtualMachine vm) {
        return List.of(1L, 2L, 3L).stream()
                .filter(generation ->
                        site.operator()
                                .events(RolloutSite.STAGING + "-" + generation)
                                .findValuesAsText("agent")
                                .contains(vm.id()))
                .toList();
    }
}

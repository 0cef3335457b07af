package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.lock.OtherProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Others work on the VM while an agent runs there. Runs beside other classes; its own tests share
/// a site, and come one by one.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site hands")
class HandsOffE2E {
    @TempDir static Path folder;
    private static TestSite site;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("hands", folder);
        site.accepted(DemoStack.good());
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @AfterEach
    void release() {
        site.agent().say("release");
        awaitCondition("converged");
    }

    private static OtherProcess other(String why) {
        var project = site.project(TestSite.STAGING);
        var other = OtherProcess.tries(site.agent().locks(), project, why);
        assertThat(other.answer()).isEqualTo("taken");
        return other;
    }

    private static void awaitCondition(String condition) {
        Awaitility.await(condition)
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(status("status"))
                                .as(() -> status("reason"))
                                .isEqualTo(condition));
    }

    private static String status(String field) {
        return site.agent().status(TestSite.STAGING).path(field).asText();
    }

    private static Map<String, String> running() {
        return site.engine().running();
    }

    private static void remove(String service) {
        var name = site.engine().container(service);
        assertThat(Command.output("docker", "rm", "-f", name)).contains(name);
    }

    @Test
    void deploymentWaitsForAnotherProcessUntilThatIsKilled() {
        var other = other("exec: look at the import");
        var before = running();

        var deployment = site.order(site.publish(DemoStack.good()));
        site.awaitEvent(
                deployment,
                it ->
                        it.path("message").asText().contains("process " + other.pid())
                                && it.path("message")
                                        .asText()
                                        .endsWith(": exec: look at the import"));

        assertThat(running()).isEqualTo(before);
        assertThat(status("status")).isEqualTo("deferred");
        other.kill9();
        site.assertEnds(deployment, "accepted");
    }

    @Test
    void deploymentWaitsForAHoldAlsoOverAKill() {
        assertThat(site.agent().say("hold", "--reason", "the import runs").exitCode()).isZero();
        var before = running();

        var deployment = site.order(site.publish(DemoStack.good()));
        awaitCondition("deferred");
        site.agent().kill9();
        site.agent().startAgain();
        awaitCondition("deferred");

        assertThat(running()).isEqualTo(before);
        assertThat(status("reason")).endsWith("until it is released: the import runs");
        assertThat(site.agent().say("release").output()).startsWith("staging is released;");
        site.assertEnds(deployment, "accepted");
    }

    @Test
    void deploymentWaitsForAHoldFromAfarAlsoOverKillsAndWithoutTheCoordinator() {
        site.operator().put("environments/staging/hold", Map.of("reason", "the fair", "for", "1h"));
        var before = running();
        var deployment = site.order(site.publish(DemoStack.good()));
        awaitCondition("deferred");
        site.coordinator().kill9();
        site.agent().kill9();
        site.agent().startAgain();
        awaitCondition("deferred");
        assertThat(running()).isEqualTo(before);
        assertThat(status("reason")).startsWith("on hold by first admin").endsWith(": the fair");
        assertThat(site.agent().say("release").output())
                .startsWith("staging was not on hold;")
                .contains("\nstill, through the coordinator: on hold by ")
                .endsWith(": the fair\n");
        assertThat(site.agent().say("status").output()).contains("through the coordinator");
        site.coordinator().startAgain();

        site.operator().delete("environments/staging/hold?reason=over");

        site.assertEnds(deployment, "accepted");
        assertThat(site.events(deployment))
                .anyMatch(it -> it.path("message").asText().endsWith(": the fair"));
    }

    @Test
    void holdFromAfarIsShownUntilItEndsByItself() {
        site.operator().put("environments/staging/hold", Map.of("reason", "a moment", "for", "5s"));

        Awaitility.await("the VM says so")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> environment().at("/vms/0/status/coordinatorHolds/0/reason"),
                        it -> it.asText().equals("a moment"));
        assertThat(environment().at("/holds/0/reason").asText()).isEqualTo("a moment");
        Awaitility.await("its end")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> site.agent().status(TestSite.STAGING).path("coordinatorHolds"),
                        JsonNode::isMissingNode);

        assertThat(environment().path("holds")).isEmpty();
    }

    private static JsonNode environment() {
        return site.operator().get("environments/staging");
    }

    @Test
    void nothingIsHealedDuringAHold() {
        site.agent().say("hold", "--reason", "the import runs", "--for", "1h");
        remove("dashboard");

        awaitCondition("degraded");

        var status = site.agent().say("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("the import runs", "drift");
        assertThat(running()).doesNotContainKey(site.engine().container("dashboard"));
    }

    @Test
    void commandRunsUnderTheLockAndSaysWhatDiffersThen() {
        site.agent().say("hold", "--reason", "let me try");
        var container = site.engine().container("dashboard");

        var said =
                site.agent()
                        .say(
                                "exec",
                                "--reason",
                                "try it without",
                                "--",
                                "sh",
                                "-c",
                                "docker rm -f " + container + "; ls $TOWLINE_LOCKS; exit 7");

        assertThat(said.exitCode()).isEqualTo(7);
        assertThat(said.output())
                .contains(site.project(TestSite.STAGING) + ".lock.holder")
                .contains("this differs now from the accepted release")
                .contains("create container " + container);
    }

    @Test
    void commandIsNotRunWhileAnotherProcessWrites() {
        try (var other = other("deployment staging-3")) {
            var said =
                    site.agent()
                            .say("exec", "--reason", "x", "--wait", "1s", "--", "echo", "ran it");

            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.output()).contains("process " + other.pid()).doesNotContain("ran it");
        }
    }
}

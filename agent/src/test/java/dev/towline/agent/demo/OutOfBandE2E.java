package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// People change what runs, with the engine's own commands: it is reported and left until they
/// release it.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("site band")
class OutOfBandE2E {
    @TempDir static Path folder;
    private static TestSite site;

    @BeforeAll
    static void startSite() {
        site = TestSite.named("band", folder);
        site.accepted(DemoStack.good());
        await("converged", "");
    }

    @AfterAll
    static void endSite() {
        site.close();
    }

    @AfterEach
    void leavesNothing() {
        if (!status().path("drift").isEmpty()) {
            release();
        }
        await("converged", "");
        assertThat(status().path("drift")).isEmpty();
    }

    private static void release() {
        assertThat(site.agent().say("release").exitCode()).isZero();
        // What comes while a person's word stands is brought back too.
        Awaitility.await("obeyed")
                .atMost(Duration.ofMinutes(2))
                .until(() -> Files.notExists(mark()));
        await("converged", "");
    }

    private static Path mark() {
        return site.agent()
                .state()
                .resolve("environments")
                .resolve(TestSite.STAGING)
                .resolve("release");
    }

    private static JsonNode status() {
        return site.agent().status(TestSite.STAGING);
    }

    private static void await(String condition, String reason) {
        Awaitility.await(condition)
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    assertThat(status().path("reason").asText()).contains(reason);
                    assertThat(status().path("status").asText()).isEqualTo(condition);
                });
    }

    private static String dashboard() {
        return site.engine().container("dashboard");
    }

    private static void docker(String... words) {
        var command = new String[words.length + 1];
        command[0] = "docker";
        System.arraycopy(words, 0, command, 1, words.length);
        Command.output(command);
    }

    private static String inspect(String format) {
        return Command.output("docker", "inspect", "-f", format, dashboard()).strip();
    }

    @Test
    void limitsThatSomebodyChangedAreLeftUntilTheyAreReleased() {
        var before = inspect("{{.Id}}");
        docker("update", "--memory", "32m", "--memory-swap", "64m", dashboard());

        await("degraded", "mem_limit: (none) -> 33554432");

        assertThat(inspect("{{.Id}} {{.HostConfig.Memory}}")).isEqualTo(before + " 33554432");
        var drift = status().path("drift").path(0);
        assertThat(drift.path("handling").asText()).isEqualTo("left");
        assertThat(drift.path("events").toString()).contains("update " + dashboard());
        release();
        assertThat(inspect("{{.HostConfig.Memory}}")).isEqualTo("0");
    }

    @Test
    void aNameThatSomebodyChangedIsLeftUntilItIsReleased() {
        var name = dashboard();
        docker("rename", name, name + "-mine");

        await("degraded", "name: " + name + " -> " + name + "-mine");

        assertThat(site.engine().running()).containsKey(name + "-mine").doesNotContainKey(name);
        release();
        assertThat(site.engine().running()).containsKey(name).doesNotContainKey(name + "-mine");
    }

    @Test
    void aNetworkThatSomebodyTookAwayIsLeftUntilItIsReleased() {
        var network =
                Command.output(
                                "docker",
                                "inspect",
                                "-f",
                                "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}",
                                dashboard())
                        .strip();
        docker("network", "disconnect", network, dashboard());

        await("degraded", "networks: " + network + " -> (none)");

        release();
        assertThat(inspect("{{len .NetworkSettings.Networks}}")).isEqualTo("1");
    }

    @Test
    void whatWasKilledAndStoppedIsHealedThoughNobodyReleasesIt() {
        docker("stop", "-t", "1", dashboard());
        docker("kill", site.engine().container("api"));

        Awaitility.await("healed")
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        site.engine().running().containsKey(dashboard())
                                && site.engine()
                                        .running()
                                        .containsKey(site.engine().container("api")));
    }
}

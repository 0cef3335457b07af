package dev.towline.agent.docker;

import static dev.towline.agent.docker.DockerCli.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is done inside containers, on the real engine.
class ContainerShellIT {
    private final RealProject stack = new RealProject("shell");

    @AfterEach
    void clean() {
        stack.close();
    }

    @Test
    void commandsHaveTheirExitCodeAndOutput() throws EngineException {
        var id = stack.started().id();

        var result =
                stack.engine.exec(
                        id, List.of("sh", "-c", "echo out; echo err >&2; exit 7"), seconds(20));

        assertThat(result)
                .isEqualTo(
                        new ExecResult(
                                7,
                                new ExecResult.Output("out\n", false),
                                new ExecResult.Output("err\n", false),
                                false));
    }

    @Test
    void anEndlessOutputIsCappedAndDoesNotBlockTheCommand() throws EngineException {
        var id = stack.started().id();

        var result =
                stack.engine.exec(
                        id, List.of("sh", "-c", "yes | head -c 3000000; exit 3"), seconds(30));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stdout().truncated()).isTrue();
        assertThat(result.stdout().text()).hasSize(64 * 1024);
    }

    @Test
    void aCommandThatDoesNotEndTimesOut() throws EngineException {
        var id = stack.started().id();

        var result =
                stack.engine.exec(
                        id, List.of("sh", "-c", "echo begun; sleep 300"), Duration.ofSeconds(2));

        assertThat(result)
                .isEqualTo(
                        new ExecResult(
                                -1,
                                new ExecResult.Output("begun\n", false),
                                new ExecResult.Output("", false),
                                true));
    }

    @Test
    void aCommandIsEndedAtItsTimeOutWithAllThatItStarted() throws EngineException {
        var id = stack.started().id();

        stack.engine.exec(
                id, List.of("sh", "-c", "sleep 301 & sleep 302; true"), Duration.ofSeconds(2));

        Awaitility.await()
                .atMost(seconds(20))
                .untilAsserted(() -> assertThat(processes(id)).doesNotContain("sleep 30"));
        assertThat(processes(id)).isNotEmpty();
    }

    @Test
    void whatAKilledAgentLeftRunningIsEndedAndWhatAPersonRunsIsNot() throws EngineException {
        var id = stack.started().id();
        docker("exec", "-d", "-e", "TOWLINE_COMMAND_OF=another", id, "sh", "-c", "sleep 303; true");
        docker("exec", "-d", id, "sh", "-c", "sleep 304; true");
        Awaitility.await()
                .atMost(seconds(20))
                .untilAsserted(() -> assertThat(processes(id)).contains("sleep 303", "sleep 304"));

        stack.engine.exec(id, List.of("true"), seconds(20));

        Awaitility.await()
                .atMost(seconds(20))
                .untilAsserted(() -> assertThat(processes(id)).doesNotContain("sleep 303"));
        assertThat(processes(id)).contains("sleep 304");
    }

    private static String processes(String container) {
        return docker("top", container, "-o", "pid,args");
    }

    @Test
    void aCommandThatClosesItsOutputIsWaitedFor() throws EngineException {
        var id = stack.started().id();

        var result =
                stack.engine.exec(
                        id, List.of("sh", "-c", "exec >&- 2>&-; sleep 1; exit 5"), seconds(30));

        assertThat(result.exitCode()).isEqualTo(5);
    }

    @Test
    void aMissingProgramIsNoSuccess() throws EngineException {
        var id = stack.started().id();

        var result = stack.engine.exec(id, List.of("/no/such/program"), seconds(20));

        assertThat(result.exitCode()).isBetween(126, 127);
    }

    @Test
    void aCommandInAStoppedContainerIsRefused() throws EngineException {
        stack.createAll();
        var id = stack.only().id();

        var thrown = catchThrowable(() -> stack.engine.exec(id, List.of("true"), seconds(5)));

        assertThat(thrown)
                .isInstanceOfSatisfying(
                        EngineException.Refused.class,
                        it -> assertThat(it.status()).isEqualTo(409));
    }

    @Test
    void readsOneFile() throws EngineException {
        var id = stack.started().id();
        stack.engine.exec(
                id, List.of("sh", "-c", "echo -n '{\"ok\":1}' > /tmp/r.json"), seconds(20));

        assertThat(stack.engine.read(id, "/tmp/r.json", 100))
                .hasValueSatisfying(it ->
                        assertThat(new String(it, StandardCharsets.UTF_8)).isEqualTo("{\"ok\":1}"));
        assertThat(stack.engine.read(id, "/tmp/none.json", 100)).isEmpty();
        assertThat(stack.engine.read(id, "/tmp", 100)).isEmpty();
        assertThat(catchThrowable(() -> stack.engine.read(id, "/tmp/r.json", 3)))
                .isInstanceOf(EngineException.Refused.class)
                .hasMessageContaining("limit");
        assertThat(catchThrowable(() -> stack.engine.read("0".repeat(64), "/tmp/r.json", 3)))
                .isInstanceOf(EngineException.Refused.class);
    }

    @Test
    void readsTheLastLines() throws EngineException {
        var id = stack.started().id();

        Awaitility.await()
                .atMost(seconds(20))
                .untilAsserted(() -> assertThat(stack.engine.logs(id, 5)).isEqualTo("ready\n"));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}

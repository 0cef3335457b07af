package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.Definition;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.RestartPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerReadingTest {
    private static final String SINCE = "2026-01-02T03:04:05.678901234Z";

    @Test
    void readsAWholeContainer() {
        var container =
                read(
                        "{\"Status\": \"running\", \"StartedAt\": \"" + SINCE + "\"}",
                        """
                        {"com.docker.compose.service": "api",
                         "com.docker.compose.container-number": "2",
                         "dev.towline.environment": "staging", "dev.towline.generation": "7",
                         "dev.towline.sha": "%s", "dev.towline.spec": "hash"}
                        """
                                .formatted(Projects.SHA));

        assertThat(container)
                .isEqualTo(
                        new ObservedContainer(
                                "c".repeat(64),
                                "shop-api-2",
                                "api",
                                2,
                                "hash",
                                Projects.ORIGIN,
                                Projects.IMAGE_ID,
                                new ContainerState.Running(Health.NONE, Instant.parse(SINCE)),
                                3,
                                Instant.parse(SINCE),
                                new RestartPolicy("on-failure", 5),
                                List.of(
                                        new ObservedMount("bind", "/host", "/a", true),
                                        new ObservedMount("volume", "data", "/b", false)),
                                Map.of("front", ""),
                                Definition.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("states")
    void readsEveryState(String state, ContainerState expected) {
        assertThat(read(state, "{}").state()).isEqualTo(expected);
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("{\"Status\": \"created\"}", new ContainerState.Created()),
                Arguments.of(
                        "{\"Status\": \"running\", \"StartedAt\": \""
                                + SINCE
                                + "\", \"Health\": {\"Status\": \"unhealthy\"}}",
                        new ContainerState.Running(Health.UNHEALTHY, Instant.parse(SINCE))),
                Arguments.of(
                        "{\"Status\": \"restarting\", \"ExitCode\": 4}",
                        new ContainerState.Restarting(4)),
                Arguments.of("{\"Status\": \"paused\"}", new ContainerState.Paused()),
                Arguments.of(
                        "{\"Status\": \"exited\", \"ExitCode\": 137, \"OOMKilled\": true}",
                        new ContainerState.Exited(137, true)),
                Arguments.of("{\"Status\": \"removing\"}", new ContainerState.Gone()),
                Arguments.of("{\"Status\": \"dead\"}", new ContainerState.Dead()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"dev.towline.environment\": \"Not A Name\", \"dev.towline.generation\": \"1\"}",
                "{\"dev.towline.environment\": \"staging\", \"dev.towline.generation\": \"x\"}",
                "{\"dev.towline.environment\": \"staging\", \"dev.towline.generation\": \"1\","
                        + " \"dev.towline.sha\": \"short\"}",
                "{\"com.docker.compose.container-number\": \"first\"}"
            })
    void whatSomebodyElseWroteIsNoOrigin(String labels) {
        var container = read("{\"Status\": \"created\"}", labels);

        assertThat(container.origin()).isNull();
        assertThat(container.number()).isOne();
    }

    private static ObservedContainer read(String state, String labels) {
        return ContainerReading.of(
                Projects.json(
                        """
                        {"Id": "%s", "Name": "/shop-api-2", "Created": "%s", "Image": "%s",
                         "RestartCount": 3, "State": %s, "Config": {"Labels": %s},
                         "HostConfig": {"RestartPolicy":
                           {"Name": "on-failure", "MaximumRetryCount": 5}},
                         "Mounts": [
                           {"Type": "bind", "Source": "/host", "Destination": "/a", "RW": false},
                           {"Type": "volume", "Name": "data", "Source": "/var/lib/docker/x",
                            "Destination": "/b", "RW": true}],
                         "NetworkSettings": {"Networks": {"front": {}}}}
                        """
                                .formatted(
                                        "c".repeat(64), SINCE, Projects.IMAGE_ID, state, labels)),
                MissingNode.getInstance());
    }
}

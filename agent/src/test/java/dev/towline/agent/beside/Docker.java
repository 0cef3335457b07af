package dev.towline.agent.beside;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// The engine as anybody sees it, through the `docker` command.
final class Docker {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Docker() {}

    /// As in `unix:///var/run/docker.sock`.
    static String address() {
        return Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse(DEFAULT);
    }

    static Map<String, String> environment() {
        return Map.of(
                "PATH", String.valueOf(System.getenv("PATH")),
                "HOME", "/nonexistent",
                "DOCKER_HOST", address());
    }

    static String run(String... arguments) {
        return run(List.of(arguments));
    }

    static List<JsonNode> containers(String project) {
        return inspect("container", ids(project, "container", "ls", "-aq", "--no-trunc"));
    }

    static List<JsonNode> networks(String project) {
        return inspect("network", ids(project, "network", "ls", "-q", "--no-trunc"));
    }

    static List<JsonNode> volumes(String project) {
        return inspect("volume", ids(project, "volume", "ls", "-q"));
    }

    /// Removes all that a project has, anonymous volumes included.
    static void clean(String project) {
        remove(ids(project, "container", "ls", "-aq"), "container", "rm", "-fv");
        ids(project, "network", "ls", "-q").forEach(Docker::removeNetwork);
        remove(ids(project, "volume", "ls", "-q"), "volume", "rm");
    }

    /// The engine lets a network go only some time after the last container in it. Now and then
    /// Docker 20.10 counts an endpoint of a container that is gone until the daemon is started
    /// again: such a network stays.
    static void removeNetwork(String network) {
        try {
            Awaitility.await("the end of the network " + network)
                    .atMost(PATIENCE)
                    .ignoreException(AssertionError.class)
                    .untilAsserted(() -> run("network", "rm", network));
        } catch (ConditionTimeoutException e) {
            if (!isStuck(String.valueOf(e.getMessage()))) {
                throw e;
            }
        }
    }

    /// Whether the engine said that a container still uses the network.
    static boolean isStuck(String message) {
        return message.contains("has active endpoints");
    }

    /// Whether a container that exists is in one of the project's networks.
    static boolean isAttached(String project) {
        var existing = run("container", "ls", "-aq", "--no-trunc").lines().toList();
        return networks(project).stream()
                .map(it -> it.path("Containers"))
                .anyMatch(it -> existing.stream().anyMatch(it::has));
    }

    private static void remove(List<String> ids, String... command) {
        if (!ids.isEmpty()) {
            run(with(List.of(command), ids));
        }
    }

    private static List<String> ids(String project, String... list) {
        var filter = List.of("--filter", "label=com.docker.compose.project=" + project);
        return run(with(List.of(list), filter)).lines().toList();
    }

    private static List<JsonNode> inspect(String kind, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        try {
            var all = Json.MAPPER.readTree(run(with(List.of(kind, "inspect"), ids)));
            return StreamSupport.stream(all.spliterator(), false).toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError("docker inspect printed no JSON", e);
        }
    }

    private static String run(List<String> arguments) {
        var command = with(List.of("docker"), arguments);
        return new Program(command, environment(), Path.of("/")).run().well().out();
    }

    private static List<String> with(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// A project of services in a row, each of which depends on the one before; the last one publishes
/// a port. All end at once when they are told to.
///
/// @param health whether each waits for the one before to be healthy, or only to be started
record BenchChain(String project, Path folder, int port, int length, Health health) {
    static final String FILE = "compose.yaml";

    /// What a service waits for.
    enum Health {
        STARTED,
        HEALTHY
    }

    /// Writes the project's file into a folder of its own.
    static BenchChain in(Path parent, String image, int length, Health health) {
        int port = Ports.free();
        var project = "towline-bench-" + port + "-" + ProcessHandle.current().pid();
        try {
            var folder = Files.createDirectories(parent.resolve(project));
            var chain = new BenchChain(project, folder, port, length, health);
            Files.writeString(folder.resolve(FILE), chain.text(image));
            return chain;
        } catch (IOException e) {
            throw new DemoException("could not write a Compose file", e);
        }
    }

    /// What one service's container differs by from one round to the next.
    Map<String, String> changingLast(int round) {
        return Map.of(variable(length), Integer.toString(round));
    }

    /// What all containers differ by from one round to the next.
    Map<String, String> changingAll(int round) {
        var variables = new HashMap<String, String>();
        IntStream.rangeClosed(1, length)
                .forEach(it -> variables.put(variable(it), Integer.toString(round)));
        return variables;
    }

    void remove() {
        new EngineCleaner(EngineSocket.ofThisMachine()).project(project);
    }

    private String text(String image) {
        var text = new StringBuilder("services:\n");
        IntStream.rangeClosed(1, length).forEach(it -> text.append(service(it, image)));
        return text.toString();
    }

    private String service(int number, String image) {
        var service =
                """
                  s%d:
                    image: %s
                    init: true
                    environment: { ROUND: "${%s:-0}" }
                """
                        .formatted(number, image, variable(number));
        return service
                + (health == Health.HEALTHY ? HEALTHCHECK : "")
                + (number == 1 ? "" : dependency(number - 1))
                + (number == length ? "    ports: [\"127.0.0.1:%d:8080\"]\n".formatted(port) : "");
    }

    private String dependency(int number) {
        var condition = health == Health.HEALTHY ? "service_healthy" : "service_started";
        return "    depends_on: { s%d: { condition: %s } }\n".formatted(number, condition);
    }

    private static String variable(int number) {
        return "ROUND_" + number;
    }

    private static final String HEALTHCHECK =
            """
                healthcheck:
                  test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:8080/index.html"]
                  interval: 1s
                  timeout: 2s
            """;
}

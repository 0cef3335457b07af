package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A project whose containers can be made to differ from one round to the next. All its processes
/// end at once when they are told to.
///
/// @param port the host's port that is published
/// @param changing how many services can differ
record BenchProject(String name, Path folder, int port, int changing) {
    static final String FILE = "compose.yaml";
    private static final String PAGE = "http://127.0.0.1:8080/index.html";

    /// What a service waits for.
    enum Health {
        STARTED,
        HEALTHY
    }

    /// Services in a row, each of which depends on the one before; the last one publishes a port.
    static BenchProject chain(Path parent, String image, int length, Health health) {
        return in(
                parent,
                length,
                port -> {
                    var text = new StringBuilder("services:\n");
                    for (int number = 1; number <= length; number++) {
                        text.append(service(number, image));
                        text.append(health == Health.HEALTHY ? healthcheck() : "");
                        text.append(number == 1 ? "" : dependency(number - 1, health));
                    }
                    return text + "    ports: [\"127.0.0.1:%d:8080\"]\n".formatted(port);
                });
    }

    /// A service that is replaced start-first, behind a reverse proxy that publishes a port. The
    /// proxy runs on this machine's JDK and libraries, and asks nobody but the engine for names: a
    /// name server that is away would look like a service that is away.
    static BenchProject behindProxy(Path parent, String image) {
        return in(
                parent,
                1,
                port ->
                        "services:\n"
                                + service(1, image)
                                + healthcheck()
                                + "    deploy: { update_config: { order: start-first } }\n"
                                + proxy(image, port));
    }

    private static BenchProject in(Path parent, int changing, IntFunction<String> text) {
        int port = Ports.free();
        var name = "towline-bench-" + port + "-" + ProcessHandle.current().pid();
        try {
            var folder = Files.createDirectories(parent.resolve(name));
            Files.writeString(folder.resolve(FILE), text.apply(port));
            return new BenchProject(name, folder, port, changing);
        } catch (IOException e) {
            throw new DemoException("could not write a Compose file", e);
        }
    }

    private static String service(int number, String image) {
        return """
          s%d:
            image: %s
            init: true
            environment: { ROUND: "${%s:-0}" }
        """
                .formatted(number, image, variable(number));
    }

    private static String healthcheck() {
        return """
            healthcheck: { test: [CMD, wget, -q, -O, /dev/null, "%s"], interval: 1s, timeout: 2s }
        """
                .formatted(PAGE);
    }

    private static String dependency(int number, Health health) {
        var condition = health == Health.HEALTHY ? "service_healthy" : "service_started";
        return "    depends_on: { s%d: { condition: %s } }\n".formatted(number, condition);
    }

    private static String proxy(String image, int port) {
        var java = Path.of(System.getProperty("java.home"));
        var classes = Path.of(System.getProperty("java.class.path").replaceFirst(":.*", ""));
        return """
          proxy:
            image: %s
            init: true
            dns: [127.0.0.1]
            command:
              - %s/bin/java
              - -Dsun.net.inetaddr.ttl=0
              - -Dsun.net.inetaddr.negative.ttl=0
              - -cp
              - /proxy
              - %s
              - "8080"
              - s1
              - "8080"
            ports: ["127.0.0.1:%d:8080"]
            volumes:
              - %s:/proxy:ro
              - %s:%s:ro
              - /lib:/lib:ro
              - /lib64:/lib64:ro
        """
                .formatted(
                        image,
                        java,
                        BenchProxy.class.getName(),
                        port,
                        classes.toAbsolutePath(),
                        java,
                        java);
    }

    /// What one service's container differs by from one round to the next.
    Map<String, String> changingLast(int round) {
        return Map.of(variable(changing), Integer.toString(round));
    }

    /// What all containers differ by from one round to the next.
    Map<String, String> changingAll(int round) {
        var variables = new HashMap<String, String>();
        IntStream.rangeClosed(1, changing)
                .forEach(it -> variables.put(variable(it), Integer.toString(round)));
        return variables;
    }

    void remove() {
        new EngineCleaner(EngineSocket.ofThisMachine()).project(name);
    }

    private static String variable(int number) {
        return "ROUND_" + number;
    }
}

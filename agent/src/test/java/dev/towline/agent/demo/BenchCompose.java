package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.agent.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The same stack brought up by `docker compose up -d` when it is up already, where this machine
/// has that program.
record BenchCompose(BenchGround ground) implements Source {
    private static final int RUNS = 11;
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"));

    @Override
    public List<BenchFigure> figures() {
        var name = "`docker compose up -d` with nothing to do, the same stack";
        return program()
                .map(it -> {
                    var median = millis(new BenchTimes(times(it)).median());
                    return List.of(BenchFigure.withoutAim(name + ", median of " + RUNS, median));
                })
                .orElseGet(() ->
                        List.of(BenchFigure.withoutAim(name, "the program is not on the machine")));
    }

    private static Optional<List<String>> program() {
        return PROGRAMS.stream().filter(BenchCompose::answers).findFirst();
    }

    private static boolean answers(List<String> program) {
        try {
            return Command.run(Map.of(), with(program, "version")).exitCode() == 0;
        } catch (DemoException _) {
            // There is no such program.
            return false;
        }
    }

    private List<Duration> times(List<String> program) {
        var project = "towline-bench-compose-" + ProcessHandle.current().pid();
        var up = with(program, "-p", project, "-f", composeFile().toString(), "up", "-d");
        var variables =
                Map.of(
                        "IMAGE_TAG", imageTag(),
                        "API_PORT", "" + Ports.free(),
                        "DASHBOARD_PORT", "" + Ports.free());
        try {
            Command.output(variables, up);
            return IntStream.range(0, RUNS).mapToObj(_ -> once(variables, up)).toList();
        } finally {
            new EngineCleaner(EngineSocket.ofThisMachine()).project(project);
        }
    }

    private static Duration once(Map<String, String> variables, String... up) {
        long start = System.nanoTime();
        Command.output(variables, up);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String imageTag() {
        var accepted = Journal.open(ground.journal()).entries().lastAccepted().orElseThrow();
        return "sha-" + accepted.sha().abbreviated();
    }

    private Path composeFile() {
        var registry = ground.site().world().registry().name();
        var text = DemoFiles.of(BenchGround.STACK, registry, "").get("docker-compose.yml");
        try {
            var folder = Files.createDirectories(ground.folder().resolve("compose"));
            return Files.writeString(folder.resolve("docker-compose.yml"), String.valueOf(text));
        } catch (IOException e) {
            throw new DemoException("could not write a Compose file", e);
        }
    }

    private static String[] with(List<String> program, String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }
}

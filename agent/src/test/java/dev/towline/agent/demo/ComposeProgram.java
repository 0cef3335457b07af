package dev.towline.agent.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Docker Compose, where this machine has it: the one that the tests compare with, if it is there,
/// else the user's own.
final class ComposeProgram {
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"));

    private ComposeProgram() {}

    static Optional<List<String>> ofThisMachine() {
        return Stream.concat(reference().stream(), PROGRAMS.stream())
                .filter(ComposeProgram::answers)
                .findFirst();
    }

    private static Optional<List<String>> reference() {
        return Optional.ofNullable(System.getenv("TOWLINE_REFERENCE")).map(List::of);
    }

    private static boolean answers(List<String> program) {
        var version = new ArrayList<>(program);
        version.add("version");
        try {
            return Command.run(Map.of(), version.toArray(String[]::new)).exitCode() == 0;
        } catch (DemoException _) {
            // There is no such program.
            return false;
        }
    }
}

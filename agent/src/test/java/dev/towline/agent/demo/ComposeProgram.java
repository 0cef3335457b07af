package dev.towline.agent.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Docker Compose, where this machine has it.
final class ComposeProgram {
    private static final List<List<String>> PROGRAMS =
            List.of(List.of("docker", "compose"), List.of("docker-compose"));

    private ComposeProgram() {}

    static Optional<List<String>> ofThisMachine() {
        return PROGRAMS.stream().filter(ComposeProgram::answers).findFirst();
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

package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A program that is run to its end.
final class Command {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Command() {}

    /// The output of a program that went well.
    ///
    /// @throws DemoException where the program failed, with all that it said
    static String output(String... command) {
        return output(Map.of(), command);
    }

    static String output(Map<String, String> environment, String... command) {
        var result = run(environment, command);
        if (result.exitCode() != 0) {
            throw new DemoException(
                    "could not run %s: exit code %d, %s"
                            .formatted(
                                    String.join(" ", command), result.exitCode(), result.output()));
        }
        return result.output();
    }

    /// What a program said, however it ended.
    static Result run(Map<String, String> environment, String... command) {
        try {
            var log = Files.createTempFile("towline-command", ".log");
            try (var process = ChildProcess.start(List.of(command), environment, log)) {
                int exitCode = process.awaitEnd(PATIENCE);
                return new Result(exitCode, Files.readString(log).strip());
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new DemoException("could not run " + command[0], e);
        }
    }

    /// How a program ended.
    ///
    /// @param output what it wrote to both streams
    record Result(int exitCode, String output) {}
}

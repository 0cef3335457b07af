package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

    /// What a program said, however it ended. It may also be one that tidies up after Ctrl-C.
    static Result run(Map<String, String> environment, String... command) {
        try {
            var log = Files.createTempFile("towline-command", ".log");
            try {
                int exitCode = ended(start(environment, log, command), command[0]);
                return new Result(exitCode, Files.readString(log).strip());
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new DemoException("could not run " + command[0], e);
        }
    }

    private static Process start(Map<String, String> environment, Path log, String... command)
            throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static int ended(Process process, String name) {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoException(name + " still runs after " + PATIENCE);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for " + name, e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// How a program ended.
    ///
    /// @param output what it wrote to both streams
    record Result(int exitCode, String output) {}
}

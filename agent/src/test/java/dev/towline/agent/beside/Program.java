package dev.towline.agent.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end, with nothing of this process' environment but what it gets.
record Program(List<String> command, Map<String, String> environment, Path folder) {
    private static final long PATIENCE_SECONDS = 60;

    /// What it said, however it ended.
    Ended run() {
        try {
            var out = Files.createTempFile("towline-beside", ".out");
            var err = Files.createTempFile("towline-beside", ".err");
            try {
                int code = exitCode(out, err);
                return new Ended(command, code, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int exitCode(Path out, Path err) throws IOException {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process =
                builder.redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError(command + " did not end: " + Files.readString(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// How a program ended.
    record Ended(List<String> command, int code, String out, String err) {

        /// @throws AssertionError where it failed
        Ended well() {
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code + ": " + out + err);
            }
            return this;
        }
    }
}

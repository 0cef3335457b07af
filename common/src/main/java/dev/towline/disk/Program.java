package dev.towline.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A small program of the host, run to its end or to the deadline.
public record Program(List<String> command) {
    private static final int LONGEST = 4096;

    public Program {
        command = List.copyOf(command);
    }

    /// What a program left.
    ///
    /// @param output what it printed, 4 KiB at most
    public record End(int exitCode, String output) {}

    /// How it ended; empty at the deadline. The program is killed then, but one that waits for a
    /// disk only goes when the disk answers, and is not waited for.
    ///
    /// @throws IOException where there is no such program
    public Optional<End> run(Duration deadline) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Its words are read here, and shown to people who may not share its language.
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            var output = process.getInputStream().readNBytes(LONGEST);
            return Optional.of(
                    new End(
                            process.exitValue(),
                            new String(output, StandardCharsets.UTF_8).strip()));
        } finally {
            process.destroyForcibly();
        }
    }
}

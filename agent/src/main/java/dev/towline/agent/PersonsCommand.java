package dev.towline.agent;

import dev.towline.process.ShutdownHooks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A person's command at this terminal, as if it had been called without us.
final class PersonsCommand {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LAST_GRACE = Duration.ofSeconds(10);

    private PersonsCommand() {}

    /// Runs it to its end.
    ///
    /// @return its exit code
    /// @throws IOException where there is no such program
    static int run(List<String> words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).inheritIO().start();
        var end = Thread.ofPlatform().unstarted(() -> end(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return process.waitFor();
        } finally {
            ShutdownHooks.remove(end);
        }
    }

    /// Ctrl-C reaches the command as well as us. What it does on that it does under our lock, which
    /// lives as long as we do: so we wait for it.
    private static void end(Process process) {
        try {
            if (process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
            process.destroy();
            if (!process.waitFor(LAST_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.towline.agent.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Points that are written to a file, and one of which is the end. Both files are the test's, also
/// while this process runs: it starts the count anew by removing `passed`.
final class FilePoints implements Points {
    private static final int KILLED = 137;

    private final Path passed;
    private final Path last;
    private final ReentrantLock lock = new ReentrantLock();

    FilePoints(Path folder) {
        this.passed = folder.resolve("passed");
        this.last = folder.resolve("last");
    }

    @Override
    public void pass(String name) {
        lock.lock();
        try {
            var line = unlike(lines(passed), name);
            Files.writeString(
                    passed, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (lines(last).contains(line)) {
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + passed, e);
        } finally {
            lock.unlock();
        }
    }

    /// The second point of a name is another one.
    private static String unlike(List<String> before, String name) {
        var line = name;
        for (int time = 2; before.contains(line); time++) {
            line = name + " (" + time + ")";
        }
        return line;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }
}

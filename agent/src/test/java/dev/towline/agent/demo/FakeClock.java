package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/// The time of day of a process, which may be moved while it runs (Debian's `faketime`). What it
/// measures durations by is left alone, as it is where a machine's clock is set.
record FakeClock(Path file) {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Path LIBRARY = Path.of("faketime", "libfaketimeMT.so.1");

    /// One that is right as yet.
    static FakeClock in(Path folder) {
        var clock = new FakeClock(folder.resolve("clock"));
        clock.move(Duration.ZERO);
        return clock;
    }

    /// So far from the right time.
    void move(Duration off) {
        try {
            var next = file.resolveSibling("clock-next");
            Files.writeString(next, "%+d".formatted(off.toSeconds()) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DemoException("could not move the clock", e);
        }
    }

    /// For the process that is to have it.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Else timed waits end at once, and a virtual machine spins.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    private static Path library() {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return folders.map(it -> it.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new DemoException("libfaketime is not installed"));
        } catch (IOException e) {
            throw new DemoException("could not look into " + LIBRARIES, e);
        }
    }
}

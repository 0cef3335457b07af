package dev.towline.agent.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder for one run of the benchmark.
record BenchFolder(Path path) {
    static BenchFolder create() {
        try {
            return new BenchFolder(Files.createTempDirectory("towline-bench"));
        } catch (IOException e) {
            throw new DemoException("could not make a temporary folder", e);
        }
    }

    void remove() {
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DemoException("could not remove " + path, e);
        }
    }
}

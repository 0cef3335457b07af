package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The failpoints of a running agent, from outside.
record Failpoint(Path folder) {

    /// The agent has them from its next start on.
    static Failpoint of(RunningAgent agent) {
        try {
            Files.createDirectories(agent.failpoints());
            return new Failpoint(agent.failpoints());
        } catch (IOException e) {
            throw new DemoException("could not make " + agent.failpoints(), e);
        }
    }

    /// No point is the last one; the count starts anew.
    void disarm() {
        try {
            Files.deleteIfExists(last());
            Files.deleteIfExists(passed());
        } catch (IOException e) {
            throw new DemoException("could not tidy " + folder, e);
        }
    }

    /// The agent ends at the point.
    void arm(String point) {
        disarm();
        try {
            Files.writeString(last(), point + "\n");
        } catch (IOException e) {
            throw new DemoException("could not write " + last(), e);
        }
    }

    /// The points that were passed since.
    List<String> points() {
        try {
            return Files.readAllLines(passed());
        } catch (IOException e) {
            throw new DemoException("could not read " + passed(), e);
        }
    }

    private Path last() {
        return folder.resolve("last");
    }

    private Path passed() {
        return folder.resolve("passed");
    }
}

package dev.towline.agent.demo;

import dev.towline.agent.demo.BenchFigure.Held;
import dev.towline.agent.demo.BenchFigure.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/// What the agent costs when all is as it should be.
record BenchIdleAgent(BenchGround ground) implements Source {
    /// As long as the agent's own poll waits: there is one in each window.
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final long MOST_MEMORY = 80;
    private static final double MOST_PERCENT = 0.2;

    @Override
    public List<BenchFigure> figures() {
        var agent = new BenchProcess(ground.site().agent().pid());
        BenchProcess.pause(WINDOW);
        var memory = agent.memory();
        long linesBefore = logLines();
        var share = agent.shareOver(WINDOW);
        long lines = logLines() - linesBefore;
        var window = " over " + WINDOW.toSeconds() + " s";
        return List.of(
                BenchFigure.below("Agent, idle, 3 services: memory (RSS)", MOST_MEMORY, memory),
                BenchFigure.below("— of a core" + window, MOST_PERCENT, share),
                new BenchFigure(
                        "— new log lines" + window, "" + lines, "0", Held.when(lines == 0)));
    }

    private long logLines() {
        try (var lines = Files.lines(ground.agentLog())) {
            return lines.count();
        } catch (IOException e) {
            throw new DemoException("could not read " + ground.agentLog(), e);
        }
    }
}

package dev.towline.agent.demo;

import static dev.towline.agent.demo.BenchFigure.millis;

import dev.towline.agent.demo.BenchFigure.Source;
import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.Release;
import dev.towline.ids.EnvironmentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A look at the engine and a plan, where all is as the accepted release says.
record BenchPass(BenchGround ground) implements Source {
    private static final int WARM_UP = 50;
    private static final int PASSES = 100;

    @Override
    public List<BenchFigure> figures() {
        var release = Journal.open(ground.journal()).entries().lastAccepted().orElseThrow();
        try (var engine = engine()) {
            IntStream.range(0, WARM_UP).forEach(_ -> pass(engine, release));
            var times = IntStream.range(0, PASSES).mapToObj(_ -> pass(engine, release)).toList();
            return List.of(
                    BenchFigure.withoutAim(
                            "Pass with nothing to do, 3 services, median of " + PASSES,
                            millis(new BenchTimes(times).median())));
        }
    }

    private static Engine engine() {
        return new DockerEngine(
                URI.create(EngineSocket.address()), Path.of("/nonexistent/config.json"));
    }

    private static Duration pass(Engine engine, Release release) {
        var origin =
                new Origin(
                        new EnvironmentName(TestSite.STAGING), release.generation(), release.sha());
        long start = System.nanoTime();
        try {
            var observed = engine.observe(release.project());
            var goal = new Goal(release.project(), origin, Stage.SETTLED, Set.of());
            var plan = Planner.plan(goal, observed);
            if (!plan.empty()) {
                throw new DemoException("there was something to do: " + plan.text());
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (EngineException e) {
            throw new DemoException("could not look at the engine", e);
        }
    }
}

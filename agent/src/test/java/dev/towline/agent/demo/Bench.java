package dev.towline.agent.demo;

import dev.towline.agent.demo.Screen.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `towline bench [--write FILE]`: measures on real parts, on this machine alone, and prints the
/// figures; with `--write` they also replace those of the last run in the file.
///
/// A missed aim is a figure like any other: it is shown, and is no failure.
public final class Bench {
    private static final int PATIENCE_SECONDS = 60;

    private final Screen screen = Screen.standard();
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Optional<Path> target;

    private Bench(Optional<Path> target) {
        this.target = target;
    }

    public static void main(String[] arguments) {
        var options = List.of(arguments);
        if (options.isEmpty()) {
            System.exit(new Bench(Optional.empty()).run());
        }
        if (options.size() == 2 && options.getFirst().equals("--write")) {
            System.exit(new Bench(Optional.of(Path.of(options.getLast()))).run());
        }
        Screen.standard().text(Tone.BAD, "usage: towline bench [--write FILE]");
        System.exit(2);
    }

    private int run() {
        var bench = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endEarly(bench), "tidy-up"));
        try {
            target.ifPresent(BenchReport::check);
            var report = new BenchReport(BenchMachine.observed(), measure());
            screen.text("\n" + report.text());
            target.ifPresent(report::replaceIn);
            return 0;
        } catch (RuntimeException e) {
            screen.text(Tone.BAD, "towline: could not measure: " + e.getMessage());
            return 1;
        } finally {
            tidy.countDown();
        }
    }

    private List<BenchFigure> measure() {
        var figures = new ArrayList<BenchFigure>();
        try (var folder = BenchFolder.create()) {
            screen.line("start", "coordinator, agent, registry and git server; 3 services");
            try (var ground = new BenchGround(folder.path())) {
                figures.addAll(measure("whole deployments", new BenchDeployments(ground)));
                figures.addAll(measure("orders to a waiting agent", new BenchOrders(ground)));
                figures.addAll(measure("the idle agent", new BenchIdleAgent(ground)));
                figures.addAll(measure("a pass with nothing to do", new BenchPass(ground)));
                figures.addAll(measure("the same with Compose", new BenchCompose(ground)));
            }
            figures.addAll(measure("1,000 waiting agents", new BenchFleet(folder.path())));
            screen.line("end", "removing all that was made");
        }
        return figures;
    }

    private List<BenchFigure> measure(String what, BenchFigure.Source source) {
        screen.line("measure", what);
        return source.figures();
    }

    /// After Ctrl-C the measuring thread still removes all that it made.
    private void endEarly(Thread bench) {
        if (tidy.getCount() == 0) {
            return;
        }
        bench.interrupt();
        try {
            if (!tidy.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                screen.lastWords("could not tidy up: it takes too long");
            }
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait for the end", e);
        }
    }
}

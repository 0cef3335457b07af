package dev.towline.agent.demo;

import dev.towline.agent.demo.Screen.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `towline bench [--write FILE]`: measures on real parts, on this machine alone, and prints the
/// figures; with `--write` they also replace those of the last run in the file.
///
/// A missed aim is a figure like any other: it is shown, and is no failure.
public final class Bench {
    private final Screen screen = Screen.standard();
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
        try {
            target.ifPresent(BenchReport::check);
            var report = new BenchReport(BenchMachine.observed(), measure());
            screen.text("\n" + report.text());
            target.ifPresent(report::replaceIn);
            return 0;
        } catch (RuntimeException e) {
            screen.text(Tone.BAD, "towline: could not measure: " + e.getMessage());
            return 1;
        }
    }

    private List<BenchFigure> measure() {
        var figures = new ArrayList<BenchFigure>();
        try (var end = new BenchEnd()) {
            end.atShutdown();
            var folder = BenchFolder.create();
            end.remember(folder::remove);
            screen.line("start", "coordinator, agent, registry and git server; 3 services");
            figures.addAll(ofOneVm(folder.path(), end));
            figures.addAll(ofOneCoordinator(folder.path()));
            screen.line("end", "removing all that was made");
        }
        return figures;
    }

    private List<BenchFigure> ofOneVm(Path folder, BenchEnd end) {
        var figures = new ArrayList<BenchFigure>();
        var ground = new BenchGround(folder);
        end.remember(ground::close);
        figures.addAll(measure("whole deployments", new BenchDeployments(ground)));
        figures.addAll(measure("orders to a waiting agent", new BenchOrders(ground)));
        figures.addAll(measure("the idle agent", new BenchIdleAgent(ground)));
        figures.addAll(measure("a pass with nothing to do", new BenchPass(ground)));
        figures.addAll(measure("Towline beside Docker Compose", () -> beside(ground, end)));
        // Nothing else must run beside the 1,000.
        end.removeNewest();
        return figures;
    }

    private List<BenchFigure> ofOneCoordinator(Path folder) {
        var figures = new ArrayList<BenchFigure>();
        figures.addAll(measure("1,000 waiting agents", BenchFleet.ofThousand(folder)));
        figures.addAll(measure("10,000 waiting agents", BenchFleet.ofTenThousand(folder)));
        figures.addAll(measure("reports and orders a second", new BenchIngest(folder)));
        return figures;
    }

    private static List<BenchFigure> beside(BenchGround ground, BenchEnd end) {
        var program = ComposeProgram.ofThisMachine();
        if (program.isEmpty()) {
            return List.of(
                    BenchFigure.withoutAim("Beside Docker Compose", "it is not on the machine"));
        }
        var towline = BenchWriter.Towline.onThisMachine();
        end.remember(towline::close);
        var place = new BenchBeside.Place(ground.folder(), end);
        var figures = new BenchBeside(place, ground.webServer(), towline, program.get()).figures();
        end.removeNewest();
        return figures;
    }

    private List<BenchFigure> measure(String what, BenchFigure.Source source) {
        screen.line("measure", what);
        return source.figures();
    }
}

package dev.towline.agent.demo;

import dev.towline.agent.demo.Screen.Tone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `towline chaos [--seconds N | --rounds N] [--seed S] [--kills N] [--points N]`: breaks things at
/// random for so long or so often, and prints what held. Exit code 0 only if no row was lost and
/// every round came to rest. With `--kills` it kills `docker compose up -d` and `towline agent
/// apply` so often instead. With `--points` the agent ends itself at so many named points of each
/// kind of deployment, at every one where N is 0. With `--power-cuts` the power of a VM fails so
/// often.
public final class Chaos {
    private static final int SECONDS = 120;

    private final Screen screen = Screen.standard();
    private long seconds = SECONDS;
    private long seed = System.nanoTime();
    private long rounds;
    private long kills;
    private long points = -1;
    private long powerCuts;

    private Chaos() {}

    public static void main(String[] arguments) {
        var chaos = new Chaos();
        if (!chaos.understands(List.of(arguments))) {
            chaos.screen.text(
                    Tone.BAD,
                    "usage: towline chaos [--seconds N | --rounds N] [--seed S] [--kills N] [--points N]"
                            + " [--power-cuts N]");
            System.exit(2);
        }
        System.exit(chaos.run());
    }

    private boolean understands(List<String> arguments) {
        try {
            for (int i = 0; i + 1 < arguments.size(); i += 2) {
                long number = Long.parseLong(arguments.get(i + 1));
                switch (arguments.get(i)) {
                    case "--seconds" -> seconds = number;
                    case "--seed" -> seed = number;
                    case "--rounds" -> rounds = number;
                    case "--kills" -> kills = number;
                    case "--points" -> points = number;
                    case "--power-cuts" -> powerCuts = number;
                    default -> {
                        return false;
                    }
                }
            }
            return arguments.size() % 2 == 0 && seconds > 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private int run() {
        try (var end = new BenchEnd()) {
            end.atShutdown();
            var folder = BenchFolder.create();
            end.remember(folder::remove);
            if (points >= 0) {
                return points(folder.path(), end);
            }
            screen.line("start", "seed " + seed);
            if (powerCuts > 0) {
                return powerCuts(folder.path(), end);
            }
            return kills > 0 ? beside(folder.path(), end) : rounds(folder.path(), end);
        } catch (RuntimeException e) {
            screen.text(Tone.BAD, "towline: could not go on: " + e.getMessage());
            return 1;
        }
    }

    private int rounds(Path folder, BenchEnd end) {
        var chaos = new ChaosRun(folder, seed, words -> screen.line("round", words));
        end.remember(chaos::close);
        var figures =
                rounds > 0
                        ? chaos.run(Math.toIntExact(rounds))
                        : chaos.run(Duration.ofSeconds(seconds));
        screen.text("\n" + figures.text());
        figures.failures().forEach(it -> screen.text(Tone.BAD, it));
        return figures.good() ? 0 : 1;
    }

    private int points(Path folder, BenchEnd end) {
        var figures = new PointFigures();
        var run = new PointRun("points", folder, figures, words -> screen.line("point", words));
        end.remember(run::close);
        var choice =
                points == 0 ? PointChoice.ALL : PointChoice.EFFECTS.atMost(Math.toIntExact(points));
        for (var deployment : PointCase.values()) {
            run.kill(deployment, choice);
        }
        screen.text("\n" + figures.text());
        figures.missed().forEach(it -> screen.text(Tone.FAINT, "not come to: " + it));
        figures.failures().forEach(it -> screen.text(Tone.BAD, it));
        return figures.good() ? 0 : 1;
    }

    private int powerCuts(Path folder, BenchEnd end) {
        var run = new PowerRun(folder, seed, words -> screen.line("power cut", words));
        end.remember(run::close);
        var figures = run.run(Math.toIntExact(powerCuts));
        screen.text("\n" + figures.text());
        figures.failures().forEach(it -> screen.text(Tone.BAD, it));
        return figures.good() ? 0 : 1;
    }

    private int beside(Path folder, BenchEnd end) {
        var registry = Registry.in(folder.resolve("registry"));
        end.remember(registry::close);
        end.remember(() -> new EngineCleaner(EngineSocket.ofThisMachine()).images(registry.name()));
        var recipe = ImageRecipe.running("httpd", "-f", "-p", "8080", "-h", "/www");
        new ImageMaker(registry).push("chaos-web", "1", recipe.withFile("/www/index.html", "\n"));
        var image = registry.name() + "/chaos-web:1";
        var lines = new ChaosBeside(folder, image, end, screen).lines(Math.toIntExact(kills), seed);
        screen.text("\n" + String.join("\n", lines));
        return 0;
    }
}

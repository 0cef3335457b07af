package dev.towline.agent.demo;

import dev.towline.agent.demo.Screen.Tone;
import java.time.Duration;
import java.util.List;

/// `towline chaos [--seconds N] [--seed S]`: breaks things at random for so long, and prints what
/// held. Exit code 0 only if no row was lost and every round came to rest.
public final class Chaos {
    private static final int SECONDS = 120;

    private final Screen screen = Screen.standard();
    private long seconds = SECONDS;
    private long seed = System.nanoTime();

    private Chaos() {}

    public static void main(String[] arguments) {
        var chaos = new Chaos();
        if (!chaos.understands(List.of(arguments))) {
            chaos.screen.text(Tone.BAD, "usage: towline chaos [--seconds N] [--seed S]");
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
            screen.line("start", "seed " + seed + ", " + seconds + " s");
            var chaos = new ChaosRun(folder.path(), seed, words -> screen.line("round", words));
            end.remember(chaos::close);
            var figures = chaos.run(Duration.ofSeconds(seconds));
            screen.text("\n" + figures.text());
            figures.failures().forEach(it -> screen.text(Tone.BAD, it));
            return figures.good() ? 0 : 1;
        } catch (RuntimeException e) {
            screen.text(Tone.BAD, "towline: could not go on: " + e.getMessage());
            return 1;
        }
    }
}

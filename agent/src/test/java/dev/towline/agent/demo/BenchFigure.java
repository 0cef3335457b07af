package dev.towline.agent.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One line of the benchmark's table.
///
/// @param aim empty where there is none
record BenchFigure(String name, String value, String aim, Held held) {

    /// What measures figures.
    @FunctionalInterface
    interface Source {
        List<BenchFigure> figures();
    }

    /// Whether the aim was held.
    enum Held {
        YES("yes"),
        NO("**no**"),
        NO_AIM("");

        private final String word;

        Held(String word) {
            this.word = word;
        }

        static Held when(boolean condition) {
            return condition ? YES : NO;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    static BenchFigure withoutAim(String name, String value) {
        return new BenchFigure(name, value, "", Held.NO_AIM);
    }

    static BenchFigure below(String name, Duration aim, Duration value) {
        return new BenchFigure(
                name, millis(value), "< " + brief(aim), Held.when(value.compareTo(aim) < 0));
    }

    static BenchFigure below(String name, long aimMebibytes, Memory value) {
        return new BenchFigure(
                name,
                value.toString(),
                "< " + aimMebibytes + " MB",
                Held.when(value.mebibytes() < aimMebibytes));
    }

    static BenchFigure below(String name, double aimPercent, Share value) {
        return new BenchFigure(
                name,
                value.toString(),
                String.format(Locale.ROOT, "< %.1f %%", aimPercent),
                Held.when(value.percent() < aimPercent));
    }

    static BenchFigure atLeast(String name, long aim, long value) {
        return new BenchFigure(
                name,
                String.format(Locale.ROOT, "%,d", value),
                String.format(Locale.ROOT, "≥ %,d", aim),
                Held.when(value >= aim));
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static String brief(Duration duration) {
        return duration.toMillis() < 1000
                ? duration.toMillis() + " ms"
                : duration.toSeconds() + " s";
    }

    /// Memory that a process has; MB are MiB.
    record Memory(double mebibytes) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f MB", mebibytes);
        }
    }

    /// Which part of one core's time a process took.
    record Share(double percent) {
        static Share of(Duration used, Duration window) {
            return new Share(100.0 * used.toNanos() / window.toNanos());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f %%", percent);
        }
    }
}

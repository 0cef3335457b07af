package dev.towline.agent.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What the demo says: a line for each thing it does, each with the seconds since its start.
final class Screen {
    private static final int CAPTION = 9;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final long start = System.nanoTime();
    private final boolean coloured;
    private volatile boolean silent;

    private Screen(boolean coloured) {
        this.coloured = coloured;
    }

    static Screen standard() {
        return new Screen(System.getenv("NO_COLOR") == null && isTerminal());
    }

    /// How a line looks.
    enum Tone {
        PLAIN(""),
        BOLD("1"),
        GOOD("32"),
        BAD("31"),
        FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    void heading(String text) {
        print("\n" + toned(Tone.BOLD, text));
    }

    /// A thing that was done, with the time.
    void line(String caption, String text) {
        line(caption, Tone.PLAIN, text);
    }

    void line(String caption, Tone tone, String text) {
        var time = String.format(Locale.ROOT, "%6.1f s", seconds(sinceStart()));
        var padded = String.format(Locale.ROOT, "%-" + CAPTION + "s", caption);
        print(toned(Tone.FAINT, time) + "  " + padded + "  " + toned(tone, text));
    }

    /// A line without the time.
    void text(String text) {
        print(text);
    }

    void text(Tone tone, String text) {
        print(toned(tone, text));
    }

    /// Nothing more is to be said by whoever does not know yet that it is over.
    void fallSilent() {
        silent = true;
    }

    /// The last words, also on a silent screen.
    void lastWords(String text) {
        out.println(toned(Tone.FAINT, text));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void print(String text) {
        if (!silent) {
            out.println(text);
        }
    }

    String toned(Tone tone, String text) {
        return coloured && !tone.code.isEmpty()
                ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
                : text;
    }

    // The JDK's own console also wants the input to be a terminal, which the launcher takes away.
    private static boolean isTerminal() {
        try {
            var test = new ProcessBuilder("test", "-t", "1").inheritIO().start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw DemoException.interrupted("look for a terminal", e);
        }
    }
}

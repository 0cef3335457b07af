package dev.towline.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong with a file of settings, in the order of its lines; the environment's come first.
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    private record Problem(int line, String text) {}

    /// Adds what is wrong with a line, counted from 1; 0 where it is about the file as a whole.
    void add(int line, String what) {
        found.add(new Problem(line, (line == 0 ? file : file + ":" + line) + ": " + what));
    }

    void addVariable(String name, String what) {
        found.add(new Problem(0, name + ": " + what));
    }

    void throwIfAny() throws SettingsException {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    SettingsException exception() {
        var texts =
                found.stream()
                        .sorted(Comparator.comparingInt(Problem::line))
                        .map(Problem::text)
                        .toList();
        return new SettingsException(file, texts);
    }
}

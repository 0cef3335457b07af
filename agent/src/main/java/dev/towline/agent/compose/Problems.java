package dev.towline.agent.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is wrong and what is worth knowing, gathered over one load so that all is told at once.
final class Problems {
    // More do not help a person, and a hostile file must not fill the memory.
    private static final int MOST = 50;

    private final Set<String> errors = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    void error(Place place, String path, String what) {
        keep(errors, line(place, path, what));
    }

    void warning(Place place, String path, String what) {
        keep(warnings, line(place, path, what));
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// Ends the load where anything is wrong so far.
    void check() throws ComposeException {
        if (!errors.isEmpty()) {
            throw new ComposeException(new ArrayList<>(errors));
        }
    }

    private static void keep(Set<String> lines, String line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }

    private static String line(Place place, String path, String what) {
        return path.isEmpty() ? place + ": " + what : place + ": " + path + ": " + what;
    }
}

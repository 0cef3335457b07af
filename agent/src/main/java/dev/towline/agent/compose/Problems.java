package dev.towline.agent.compose;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is wrong and what is worth knowing, gathered over one load so that all is told at once.
final class Problems {
    // More do not help a person, and a hostile file must not fill the memory.
    private static final int MOST = 50;

    private record Line(Place place, String path, String what) {
        String text() {
            return path.isEmpty() ? place + ": " + what : place + ": " + path + ": " + what;
        }

        boolean isAtPlaceOf(Line other) {
            return place.equals(other.place) && path.equals(other.path);
        }
    }

    private final Set<Line> errors = new LinkedHashSet<>();
    private final Set<Line> misfits = new LinkedHashSet<>();
    private final Set<Line> warnings = new LinkedHashSet<>();
    private final Set<String> misshapen = new HashSet<>();

    void error(Place place, String path, String what) {
        if (misshapen.stream().noneMatch(it -> isWithin(it, path))) {
            keep(errors, new Line(place, path, what));
        }
    }

    /// Something that is not what can stand there: whatever is wrong with it beyond that, or with
    /// its parts, is not worth telling.
    void misshapen(Place place, String path, String what) {
        keep(errors, new Line(place, path, what));
        misshapen.add(path);
    }

    /// An error that is told only where nothing else is wrong at that place: a reader of the
    /// attribute knows better what may stand there.
    void misfit(Place place, String path, String what) {
        keep(misfits, new Line(place, path, what));
    }

    void warning(Place place, String path, String what) {
        keep(warnings, new Line(place, path, what));
    }

    List<String> warnings() {
        return texts(warnings);
    }

    /// Ends the load where anything is wrong so far.
    void check() throws ComposeException {
        var all = new LinkedHashSet<>(errors);
        misfits.stream().filter(it -> errors.stream().noneMatch(it::isAtPlaceOf)).forEach(all::add);
        if (!all.isEmpty()) {
            throw new ComposeException(texts(all));
        }
    }

    private static boolean isWithin(String whole, String path) {
        return path.startsWith(whole)
                && (path.length() == whole.length()
                        || ".[".indexOf(path.charAt(whole.length())) >= 0);
    }

    private static void keep(Set<Line> lines, Line line) {
        if (lines.size() < MOST) {
            lines.add(line);
        }
    }

    // In the order in which a person reads the files.
    private static List<String> texts(Set<Line> lines) {
        return lines.stream()
                .sorted(
                        Comparator.comparing((Line it) -> it.place().file())
                                .thenComparingInt(it -> it.place().line()))
                .map(Line::text)
                .toList();
    }
}

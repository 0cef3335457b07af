package dev.towline.coordinator.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many refused requests are written down one by one: some a minute of each caller, and some of
/// all; the others are counted. Pure; the time is a parameter.
///
/// So nobody fills the log, and what is remembered here is bounded as well: a caller is only
/// remembered for something that was written down.
final class RefusalBudget {
    static final int PER_CALLER = 10;
    static final int OF_ALL = 100;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Source OTHERS = new Source("various callers", "");

    private final Map<Source, Window> windows = new HashMap<>();
    private Window all = new Window(Instant.EPOCH);

    /// Whom a refused request came from.
    record Source(String who, String from) {}

    /// Refused requests that were only counted.
    record Counted(Source source, int count, Instant since) {}

    private static final class Window {
        private final Instant start;
        private int written;
        private int counted;

        Window(Instant start) {
            this.start = start;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(start.plus(WINDOW)) || now.isBefore(start);
        }
    }

    /// Whether this one is written down; else it is counted.
    boolean take(Source source, Instant now) {
        var own = windows.get(source);
        if (all.written >= OF_ALL && own == null) {
            all.counted++;
            return false;
        }
        var window = own == null ? windows.computeIfAbsent(source, _ -> new Window(now)) : own;
        if (window.written >= PER_CALLER || all.written >= OF_ALL) {
            window.counted++;
            return false;
        }
        window.written++;
        all.written++;
        return true;
    }

    /// Ends what is over, and gives what was counted meanwhile.
    List<Counted> ended(Instant now) {
        var ended = new ArrayList<Counted>();
        windows.entrySet().removeIf(it -> ends(it.getKey(), it.getValue(), now, ended));
        if (ends(OTHERS, all, now, ended)) {
            all = new Window(now);
        }
        return ended;
    }

    /// Gives all that was counted, whether its minute is over or not.
    List<Counted> rest() {
        var rest = ended(Instant.MAX);
        all = new Window(Instant.EPOCH);
        return rest;
    }

    private static boolean ends(Source source, Window window, Instant now, List<Counted> ended) {
        if (!window.isOver(now)) {
            return false;
        }
        if (window.counted > 0) {
            ended.add(new Counted(source, window.counted, window.start));
        }
        return true;
    }
}

package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import java.time.Duration;

/// The end of a span of patience, by a clock that only runs forward.
final class Deadline {
    private final Pace pace;
    private final Duration span;
    private Duration end;

    Deadline(Pace pace, Duration span) {
        this.pace = pace;
        this.span = span;
        this.end = pace.now().plus(span);
    }

    boolean over() {
        return pace.now().compareTo(end) >= 0;
    }

    /// The whole span begins anew.
    void startAgain() {
        end = pace.now().plus(span);
    }

    /// What passed in this time does not count.
    void prolong(Duration time) {
        end = end.plus(time);
    }

    Duration left() {
        var left = end.minus(pace.now());
        return left.isNegative() ? Duration.ZERO : left;
    }
}

package dev.towline.agent.reconcile;

import java.time.Duration;

/// Pauses that double up to a longest one.
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /// The pause to make now; the one after it is twice as long.
    Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    /// It went well: the next pause is the first again.
    void reset() {
        next = first;
    }
}

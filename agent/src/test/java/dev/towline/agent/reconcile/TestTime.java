package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// Time that stands still until somebody waits, and fails the test when somebody waits too long.
final class TestTime implements Pace, InstantSource {
    private static final Instant START = Instant.parse("2026-02-03T10:00:00Z");
    private final Map<Duration, Runnable> events = new TreeMap<>();
    private final Duration longest;
    private final Runnable passing;
    private Duration now = Duration.ZERO;

    /// @param passing is told whenever time passed
    TestTime(Duration longest, Runnable passing) {
        this.longest = longest;
        this.passing = passing;
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plus(now);
    }

    @Override
    public void sleep(Duration pause) {
        now = now.plus(pause);
        if (now.compareTo(longest) > 0) {
            throw new AssertionError("still waiting after " + now);
        }
        passing.run();
        var due = events.keySet().stream().filter(it -> it.compareTo(now) <= 0).toList();
        due.forEach(it -> events.remove(it).run());
    }

    /// Something that happens by itself, that long from now.
    void in(Duration pause, Runnable event) {
        events.put(now.plus(pause), event);
    }
}

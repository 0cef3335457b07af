package dev.towline.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Towline and Docker Compose doing the same in turns, each with containers of its own.
///
/// @param towline the one that is measured on our side
/// @param rounds how many are measured, after one for warming up
record BenchRace(
        BenchWriter towline, BenchWriter compose, Change change, Measure measure, int rounds) {

    /// What changes from one round to the next.
    interface Change {
        Map<String, String> in(BenchProject project, int round);
    }

    /// What is measured while a writer brings a project to other variables.
    interface Measure {
        Duration of(BenchWriter writer, BenchProject project, Map<String, String> variables);
    }

    /// The times of both.
    record Times(BenchTimes towline, BenchTimes compose) {
        double percent() {
            return 100.0 * towline.median().toNanos() / compose.median().toNanos();
        }
    }

    Times between(BenchProject ours, BenchProject theirs) {
        var ourTimes = new ArrayList<Duration>();
        var theirTimes = new ArrayList<Duration>();
        for (int round = 0; round <= rounds; round++) {
            ourTimes.add(measure.of(towline, ours, change.in(ours, round)));
            theirTimes.add(measure.of(compose, theirs, change.in(theirs, round)));
        }
        return new Times(warm(ourTimes), warm(theirTimes));
    }

    private static BenchTimes warm(List<Duration> times) {
        return new BenchTimes(times.subList(1, times.size()));
    }
}

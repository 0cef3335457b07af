package dev.towline.agent.demo;

import java.time.Duration;
import java.util.List;

/// Times that were measured, the shortest first.
record BenchTimes(List<Duration> sorted) {
    BenchTimes {
        sorted = sorted.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    Duration median() {
        return percentile(50);
    }

    /// The shortest time that so many of a hundred do not exceed.
    Duration percentile(int percent) {
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(Math.max(rank, 1) - 1);
    }

    Duration longest() {
        return sorted.getLast();
    }
}

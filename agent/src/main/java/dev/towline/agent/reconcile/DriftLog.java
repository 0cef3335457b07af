package dev.towline.agent.reconcile;

import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Remembers of each difference since when it is there and what was heard before it was seen. Used
/// by the reconcile loop's thread only.
final class DriftLog {
    private final Workplace at;
    private Map<String, Drift> known = Map.of();

    DriftLog(Workplace at) {
        this.at = at;
    }

    /// A difference that is there now.
    ///
    /// @param containers the names of those that it is about
    /// @param log asked once, when it is seen first
    record Line(String what, Handling handling, List<String> containers, Supplier<String> log) {}

    /// These are there now, and no others.
    List<Drift> seen(List<Line> lines) {
        var now = new LinkedHashMap<String, Drift>();
        lines.forEach(it -> now.putIfAbsent(it.what(), drift(it)));
        known = Map.copyOf(now);
        at.keeping().update(it -> it.leaving(left(now)));
        return List.copyOf(now.values());
    }

    private static Map<String, Instant> left(Map<String, Drift> drift) {
        return drift.values().stream()
                .filter(it -> it.handling() == Handling.LEFT)
                .collect(Collectors.toMap(Drift::what, Drift::since));
    }

    private Drift drift(Line line) {
        var before = known.get(line.what());
        if (before != null) {
            return new Drift(
                    line.what(), before.since(), line.handling(), before.events(), before.log());
        }
        at.board().tally().drifted(line.handling());
        var since = at.keeping().keeping().left().get(line.what());
        return new Drift(
                line.what(),
                since == null ? at.clock().instant() : since,
                line.handling(),
                at.ear().about(line.containers()),
                line.log().get());
    }
}

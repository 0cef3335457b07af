package dev.towline.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What came of killing the agent at its points.
final class PointFigures {
    private final Map<PointCase, Integer> known = new EnumMap<>(PointCase.class);
    private final Map<PointCase, Integer> killed = new EnumMap<>(PointCase.class);
    private final Set<String> tried = new HashSet<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Duration> ends = new ArrayList<>();
    private int rows;
    private int lost;

    void known(PointCase deployment, int points) {
        known.merge(deployment, points, Integer::sum);
    }

    void ended(PointCase deployment, String point, Duration took) {
        tried.add(point);
        killed.merge(deployment, 1, Integer::sum);
        ends.add(took);
    }

    /// The deployment took another way this time.
    void missed(PointCase deployment, String point) {
        missed.add(deployment + ", " + point);
    }

    void failure(PointCase deployment, String point, String words) {
        failures.add(deployment + ", killed " + point + ": " + words);
    }

    void failure(String words) {
        failures.add(words);
    }

    void rows(int acknowledged, int missing) {
        rows += acknowledged;
        lost += missing;
    }

    /// The points at which the agent died.
    Set<String> tried() {
        return Set.copyOf(tried);
    }

    List<String> missed() {
        return List.copyOf(missed);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    boolean good() {
        return failures.isEmpty() && lost == 0 && rows > 0 && !ends.isEmpty();
    }

    /// A figure on each line.
    String text() {
        return String.join(
                "\n",
                "points: " + counts(known),
                "killed: " + counts(killed),
                "points not come to: " + missed.size(),
                "rows acknowledged: " + rows,
                "rows lost: " + lost,
                "not converged, broken or left over: " + failures.size(),
                "end of the deployment after the kill: " + times());
    }

    private static String counts(Map<PointCase, Integer> counts) {
        return counts.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining(" "));
    }

    private String times() {
        if (ends.isEmpty()) {
            return "none";
        }
        var sorted = ends.stream().sorted().toList();
        return "median %d ms, worst %d ms"
                .formatted(sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis());
    }
}

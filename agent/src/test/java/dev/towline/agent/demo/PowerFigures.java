package dev.towline.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What came of the power cuts.
final class PowerFigures {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Duration> ups = new ArrayList<>();
    private int rows;
    private int lost;
    private int shared;
    private int restarts;

    /// A power cut that was overcome.
    ///
    /// @param up from the start of the engine to the stack at rest on one release
    void round(String outcome, Duration up) {
        outcomes.merge(outcome, 1, Integer::sum);
        ups.add(up);
    }

    /// The agent asked for them, since the engine kept a port for nobody.
    void engineRestarts(int times) {
        restarts = times;
    }

    void failure(String words) {
        failures.add(words);
    }

    void rows(int acknowledged, List<Integer> missing) {
        rows += acknowledged;
        lost += missing.size();
        if (!missing.isEmpty()) {
            failures.add("rows lost: " + missing);
        }
    }

    void shared(List<String> volumes) {
        shared += volumes.size();
        volumes.forEach(it -> failures.add("two owners: " + it));
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    boolean good() {
        return failures.isEmpty() && rows > 0 && !ups.isEmpty();
    }

    /// A figure on each line.
    String text() {
        return String.join(
                "\n",
                "power cuts: " + ups.size(),
                "outcomes: " + counts(),
                "engine restarts that the agent asked for: " + restarts,
                "rows acknowledged: " + rows,
                "rows lost: " + lost,
                "volumes with two owners: " + shared,
                "not converged or broken: " + failures.size(),
                "stack up again after the engine's start: " + times());
    }

    private String counts() {
        return outcomes.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining(" "));
    }

    private String times() {
        if (ups.isEmpty()) {
            return "none";
        }
        var sorted = ups.stream().sorted().toList();
        return "median %d ms, worst %d ms"
                .formatted(sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis());
    }
}

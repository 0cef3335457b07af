package dev.towline.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a chaos run found, as it is printed: a figure a line.
final class ChaosFigures {
    private int rounds;
    private final Map<ChaosFault, Integer> faults = new EnumMap<>(ChaosFault.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<Duration> converged = new ArrayList<>();
    private final List<Duration> healed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int takenOver;
    private int acknowledged;
    private int lost;

    void round(ChaosFault fault, String outcome, Duration took) {
        rounds++;
        faults.merge(fault, 1, Integer::sum);
        outcomes.merge(outcome, 1, Integer::sum);
        converged.add(took);
    }

    void takenOver() {
        takenOver++;
    }

    void healed(Duration took) {
        healed.add(took);
    }

    void failure(String words) {
        failures.add(words);
    }

    void rows(int written, int missing) {
        acknowledged = written;
        lost = missing;
    }

    boolean good() {
        return rounds > 0 && lost == 0 && acknowledged > 0 && failures.isEmpty();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /// The lines.
    String text() {
        var lines = new ArrayList<String>();
        lines.add("rounds: " + rounds);
        lines.add("faults: " + counted(faults));
        lines.add("outcomes: " + counted(outcomes));
        lines.add("deployments after somebody else's compose: " + takenOver);
        lines.add("rows acknowledged: " + acknowledged);
        lines.add("rows lost: " + lost);
        lines.add("not converged or broken: " + failures.size());
        lines.add("end of the deployment after the fault: " + spread(converged));
        lines.add("heal a removed container: " + spread(healed));
        return String.join("\n", lines);
    }

    private static String counted(Map<?, Integer> counts) {
        return counts.entrySet().stream()
                .map(it -> it.getKey().toString().toLowerCase(Locale.ROOT) + "=" + it.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String spread(List<Duration> times) {
        if (times.isEmpty()) {
            return "none";
        }
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return "median %d ms, worst %d ms"
                .formatted(sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis());
    }
}

package dev.towline.agent.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a chaos run found, as it is printed: a figure a line.
final class ChaosFigures {
    private int rounds;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<Duration> converged = new ArrayList<>();
    private final List<Duration> healed = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Duration> healedAgain = new ArrayList<>();
    private final List<String> rolledBack = new ArrayList<>();
    private List<String> leftovers = List.of();
    private Duration ownStart = Duration.ZERO;
    private int takenOver;
    private int strikes;
    private List<String> untold = List.of();
    private int sharedByOthers;
    private int engineRestarts;
    private int engineEnds;
    private int acknowledged;
    private int lost;

    /// @param afterKill from the end of the fault until all was well; null where nothing was killed
    void round(ChaosFault fault, String outcome, @Nullable Duration afterKill) {
        rounds++;
        faults.merge(fault.kind(), 1, Integer::sum);
        outcomes.merge(outcome, 1, Integer::sum);
        if (afterKill != null) {
            converged.add(afterKill);
        }
    }

    /// How often a rival stopped or removed a container, and what nobody was told of.
    void strikes(int made, List<String> untold) {
        strikes = made;
        this.untold = untold;
    }

    /// How often somebody else started a container on a volume that another one had.
    void sharedByOthers(int times) {
        sharedByOthers = times;
    }

    /// The agent asked for them, since the engine kept a port for nobody.
    void engineRestarts(int times) {
        engineRestarts = times;
    }

    /// How often the engine ended though no fault had ended it.
    void engineEnds(int times) {
        engineEnds = times;
    }

    void takenOver() {
        takenOver++;
    }

    void healed(Duration took) {
        healed.add(took);
    }

    void healedAgain(Duration took) {
        healedAgain.add(took);
    }

    void ownStart(Duration took) {
        ownStart = took;
    }

    void rolledBackAlthoughGood(String words) {
        rolledBack.add(words);
    }

    void leftovers(List<String> found) {
        leftovers = found;
    }

    void failure(String words) {
        failures.add(words);
    }

    void rows(int written, int missing) {
        acknowledged = written;
        lost = missing;
    }

    boolean good() {
        return rounds > 0
                && lost == 0
                && acknowledged > 0
                && failures.isEmpty()
                && untold.isEmpty()
                && leftovers.isEmpty();
    }

    List<String> failures() {
        var all = new ArrayList<>(failures);
        leftovers.forEach(it -> all.add("left over: " + it));
        untold.forEach(it -> all.add("nobody was told of " + it));
        return List.copyOf(all);
    }

    /// The lines.
    String text() {
        var lines = new ArrayList<String>();
        lines.add("rounds: " + rounds);
        lines.add("faults: " + counted(faults));
        lines.add("outcomes: " + counted(outcomes));
        lines.add("deployments after somebody else's compose: " + takenOver);
        lines.add("containers struck by a rival: " + strikes + ", not told of: " + untold.size());
        lines.add("somebody else's containers on a volume in use: " + sharedByOthers);
        lines.add("engine restarts that the agent asked for: " + engineRestarts);
        lines.add("engine ended by itself: " + engineEnds);
        lines.add("rows acknowledged: " + acknowledged);
        lines.add("rows lost: " + lost);
        lines.add("not converged: " + failures.size());
        lines.add("leftovers: " + leftovers.size());
        lines.add("good releases rolled back without a rival: " + rolledBack.size());
        lines.add("converge after kill: " + spread(converged));
        lines.add("heal a removed container: " + spread(healed));
        lines.add("the same one again and again: " + spread(healedAgain));
        lines.add("start of a container by the engine alone: " + ownStart.toMillis() + " ms");
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

package dev.towline.agent.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What may be done now, in this order; after it, one looks and plans again. Empty means converged.
///
/// @param waits what must come by itself before there is more to do, in words
/// @param blocked what will not come by waiting, in words
/// @param notes what a person should know of what is left alone; nothing is to be done about it
public record Plan(List<Step> steps, List<String> waits, List<String> blocked, List<String> notes) {
    public Plan {
        notes = List.copyOf(notes);
        steps = List.copyOf(steps);
        waits = List.copyOf(waits);
        blocked = List.copyOf(blocked);
    }

    public boolean empty() {
        return steps.isEmpty() && waits.isEmpty() && blocked.isEmpty();
    }

    /// One line a step with its cause, then what is waited for, then what is blocked.
    public String text() {
        return Stream.of(
                        steps.stream().map(it -> it.describe() + " (" + it.cause() + ")\n"),
                        waits.stream().map(it -> "wait: " + it + "\n"),
                        blocked.stream().map(it -> "blocked: " + it + "\n"))
                .flatMap(it -> it)
                .collect(Collectors.joining());
    }
}

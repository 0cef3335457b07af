package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Pauses between the tries to heal a service: longer and longer, and each service on its own, so
/// that one which does not stay up keeps no other from being healed.
final class Rests {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration CALM = Duration.ofMinutes(10);

    private final Pace pace;
    private final Map<String, Rest> rests = new HashMap<>();

    Rests(Pace pace) {
        this.pace = pace;
    }

    /// @param calm after it, what went wrong before is forgotten
    private record Rest(Backoff pauses, Deadline pause, Deadline calm) {}

    /// The services that rest now; what has been calm for long is forgotten.
    Set<String> now() {
        rests.values().removeIf(it -> it.calm().over());
        return rests.entrySet().stream()
                .filter(it -> !it.getValue().pause().over())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Until the first of those that rest may be tried again; nothing where none rests.
    Duration left() {
        return rests.values().stream()
                .map(it -> it.pause().left())
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    void take(Set<String> services) {
        services.forEach(this::take);
    }

    private void take(String service) {
        var before = rests.get(service);
        var pauses = before == null ? new Backoff(FIRST_PAUSE, LONGEST_PAUSE) : before.pauses();
        var rest = new Deadline(pace, pauses.next());
        rests.put(service, new Rest(pauses, rest, new Deadline(pace, CALM)));
    }
}

package dev.towline.agent.journal;

import dev.towline.wire.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The holds that stand at a moment. One is enough: each has its own giver, who ends it.
///
/// @param own given on this VM
/// @param ordered given through the coordinator
public record StandingHolds(Optional<Hold> own, List<Hold> ordered) {
    public static final StandingHolds NONE = new StandingHolds(Optional.empty(), List.of());

    public StandingHolds {
        ordered = List.copyOf(ordered);
    }

    public static StandingHolds at(Instant now, HoldFile own, OrderedHolds ordered) {
        return new StandingHolds(own.standing(now), ordered.standing(now));
    }

    /// One to name as the reason.
    public Optional<Hold> first() {
        return Stream.concat(own.stream(), ordered.stream()).findFirst();
    }
}

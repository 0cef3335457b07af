package dev.towline.coordinator.notify;

import dev.towline.ids.AgentId;
import dev.towline.wire.Drift;
import dev.towline.wire.Drift.Handling;
import java.util.List;
import java.util.Optional;

/// A VM differs from its accepted release, or does so no longer.
///
/// @param drift what differs; empty: nothing any longer
public record DriftFact(AgentId agent, String host, List<Difference> drift) implements Fact {
    private static final int MOST = 20;
    private static final int LONGEST = 300;

    public DriftFact {
        drift = List.copyOf(drift);
    }

    /// One thing in which it differs, and what becomes of it.
    public record Difference(String what, Handling handling) {}

    /// What is worth telling; what is only noted is no difference to the release.
    public static DriftFact of(AgentId agent, String host, List<Drift> drift) {
        return new DriftFact(
                agent,
                host,
                drift.stream()
                        .filter(it -> it.handling() != Handling.NOTED)
                        .limit(MOST)
                        .map(it -> new Difference(Excerpt.of(it.what(), LONGEST), it.handling()))
                        .toList());
    }

    /// What becomes of the worst of it; empty: nothing differs.
    public Optional<Handling> worst() {
        return drift.stream().map(Difference::handling).max(Enum::compareTo);
    }

    @Override
    public Topic topic() {
        return drift.isEmpty() ? Topic.DRIFT_ENDED : Topic.DRIFT_BEGAN;
    }

    @Override
    public Level level() {
        return drift.isEmpty() ? Level.SUCCESS : Level.WARNING;
    }

    @Override
    public String text() {
        var vm = agent + " on " + host;
        if (drift.isEmpty()) {
            return vm + " runs its accepted release again";
        }
        var end =
                worst().filter(Handling.LEFT::equals).isPresent()
                        ? "; it is left to a person"
                        : "; it is being healed";
        var more = drift.size() == 1 ? "" : " and " + (drift.size() - 1) + " more";
        return vm + " differs from its accepted release: " + drift.getFirst().what() + more + end;
    }
}

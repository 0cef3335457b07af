package dev.towline.coordinator.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.towline.ids.AgentId;
import dev.towline.wire.Hold;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The holds of an environment.
///
/// @param number grows with every change; zero: there never was one
public record Holds(long number, List<Held> all, List<Released> released) {
    public static final Holds NONE = new Holds(0, List.of(), List.of());

    public Holds {
        all = List.copyOf(all);
        released = List.copyOf(released);
    }

    /// That what was left to people may be brought back.
    ///
    /// @param agent the only VM that it is for; null: the whole environment
    /// @param number that of the holds at that time
    public record Released(@Nullable AgentId agent, long number) {}

    /// The newest release that is for a VM; null: there was none.
    public @Nullable Long release(AgentId agent) {
        return released.stream()
                .filter(it -> it.agent() == null || agent.equals(it.agent()))
                .map(Released::number)
                .max(Long::compare)
                .orElse(null);
    }

    /// One hold.
    ///
    /// @param agent the only VM that it is for; null: the whole environment
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Held(@Nullable AgentId agent, @JsonUnwrapped Hold hold) {
        boolean isFor(AgentId other) {
            return agent == null || agent.equals(other);
        }
    }

    /// Those that stand, for whichever VM.
    public List<Held> standing(Instant now) {
        return all.stream().filter(it -> it.hold().standsAt(now)).toList();
    }

    /// Those that stand for a VM.
    public List<Hold> standing(AgentId agent, Instant now) {
        return standing(now).stream().filter(it -> it.isFor(agent)).map(Held::hold).toList();
    }
}

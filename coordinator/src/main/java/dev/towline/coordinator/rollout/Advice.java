package dev.towline.coordinator.rollout;

import dev.towline.ids.AgentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be done next in a rollout.
public sealed interface Advice {

    /// Something to do; then ask again.
    sealed interface Effect extends Advice {}

    /// These VMs may take the release.
    record Release(int wave, List<AgentId> agents) implements Effect {
        public Release {
            agents = List.copyOf(agents);
        }
    }

    /// These are away: go on without them.
    record Skip(List<AgentId> agents) implements Effect {
        public Skip {
            agents = List.copyOf(agents);
        }
    }

    /// These are back, and wait for their turn.
    record Return(List<AgentId> agents) implements Effect {
        public Return {
            agents = List.copyOf(agents);
        }
    }

    /// No VM gets the release from now on.
    ///
    /// @param because in words
    record Halt(String because) implements Effect {}

    /// There is nothing to do.
    ///
    /// @param until when time alone changes that; null: it does not
    record Rest(Reason reason, @Nullable Instant until) implements Advice {}

    /// Why there is nothing to do.
    enum Reason {
        /// A wave is under way.
        UNDER_WAY,
        /// A wave has ended, and the next one has to wait.
        BETWEEN_WAVES,
        HALTED,
        /// Every VM that is not away had its turn.
        DONE
    }
}

package dev.towline.coordinator.watch;

import dev.towline.ids.AgentId;
import java.util.Map;
import java.util.Optional;

/// The newest order of an environment, and those agents that it was not released to.
///
/// @param behind the order that each of them is to keep to; empty: none yet
public record Standing(Order newest, Map<AgentId, Optional<Order>> behind) {
    public Standing {
        behind = Map.copyOf(behind);
    }
}

package dev.towline.coordinator.watch;

import dev.towline.ids.AgentId;
import java.util.Map;
import java.util.Optional;

/// What there is to tell an environment's agents.
///
/// @param order the newest one
/// @param behind those that it was not released to, each with its own
public record News(Optional<Order> order, Map<AgentId, Optional<Order>> behind, Holds holds) {
    static final News NONE = new News(Optional.empty(), Map.of(), Holds.NONE);

    /// What the agent is to be.
    public Optional<Order> order(AgentId agent) {
        var own = behind.get(agent);
        return own == null ? order : own;
    }

    News with(Order newer) {
        var isNewer = order.map(it -> newer.generation().after(it.generation())).orElse(true);
        return isNewer ? new News(Optional.of(newer), Map.of(), holds) : this;
    }

    News with(Standing standing) {
        var isOlder =
                order.map(it -> it.generation().after(standing.newest().generation()))
                        .orElse(false);
        return isOlder ? this : new News(Optional.of(standing.newest()), standing.behind(), holds);
    }

    News with(Holds newer) {
        return newer.number() > holds.number() ? new News(order, behind, newer) : this;
    }
}

package dev.towline.coordinator.watch;

import java.util.Optional;

/// What there is to tell an environment's agents.
public record News(Optional<Order> order, Holds holds) {
    static final News NONE = new News(Optional.empty(), Holds.NONE);

    News with(Order newer) {
        var isNewer = order.map(it -> newer.generation().after(it.generation())).orElse(true);
        return isNewer ? new News(Optional.of(newer), holds) : this;
    }

    News with(Holds newer) {
        return newer.number() > holds.number() ? new News(order, newer) : this;
    }
}

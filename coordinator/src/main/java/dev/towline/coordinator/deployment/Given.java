package dev.towline.coordinator.deployment;

import dev.towline.coordinator.watch.Order;

/// What became of a wish that nothing forbids.
sealed interface Given {
    record Ordered(Order order) implements Given {}

    /// It waits for a second person.
    record Waiting(PendingOrder pending) implements Given {}
}

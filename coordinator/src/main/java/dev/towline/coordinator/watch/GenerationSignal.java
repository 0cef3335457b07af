package dev.towline.coordinator.watch;

import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The newest order of each environment, and a place to wait for the next one.
///
/// An order is announced after it is durable, so no one is told what a crash could take back.
/// Waiting costs a parked virtual thread, and neither time of a processor nor a query. Only those
/// who wait for the environment are woken.
public final class GenerationSignal {
    private final Map<EnvironmentName, Waiting<Order>> environments = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Makes the order known and wakes who waits for it; an older one than is known is passed over.
    public void announce(Order order) {
        waiting(order.environment())
                .change(known -> known.generation().compareTo(order.generation()) < 0, order);
    }

    public Optional<Order> newest(EnvironmentName environment) {
        return waiting(environment).current();
    }

    /// Waits until the environment's generation is another than `known`.
    ///
    /// @return the newest order by then; empty where there is none yet
    public Optional<Order> awaitOther(
            EnvironmentName environment, Generation known, Duration atMost) {
        return waiting(environment)
                .await(order -> closed || !generation(order).equals(known), atMost);
    }

    /// The generation of what there may be.
    public static Generation generation(Optional<Order> order) {
        return order.map(Order::generation).orElse(Generation.NONE);
    }

    /// Ends all waiting, now and from now on.
    public void close() {
        closed = true;
        environments.values().forEach(Waiting::wake);
    }

    private Waiting<Order> waiting(EnvironmentName environment) {
        return environments.computeIfAbsent(environment, _ -> new Waiting<>());
    }
}

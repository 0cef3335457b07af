package dev.towline.coordinator.watch;

import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The newest order and the holds of each environment, and a place to wait for the next ones.
///
/// They are announced after they are durable, so no one is told what a crash could take back.
/// Waiting costs a parked virtual thread, and neither time of a processor nor a query. Only those
/// who wait for the environment are woken.
public final class GenerationSignal {
    private final Map<EnvironmentName, Waiting<News>> environments = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Makes the order known and wakes who waits for it; an older one than is known is passed over.
    public void announce(Order order) {
        waiting(order.environment()).turn(News.NONE, it -> it.with(order));
    }

    /// The same, with those that it is not released to; to be told in the order of the changes.
    public void announce(Standing standing) {
        waiting(standing.newest().environment()).turn(News.NONE, it -> it.with(standing));
    }

    /// Makes the holds known and wakes who waits for them; older ones than are known are passed
    /// over.
    public void announce(EnvironmentName environment, Holds holds) {
        waiting(environment).turn(News.NONE, it -> it.with(holds));
    }

    public Optional<Order> newest(EnvironmentName environment) {
        return news(environment).order();
    }

    public News news(EnvironmentName environment) {
        return waiting(environment).current().orElse(News.NONE);
    }

    /// Waits until the environment's generation is another than `known`.
    ///
    /// @return the newest order by then; empty where there is none yet
    public Optional<Order> awaitOther(
            EnvironmentName environment, Generation known, Duration atMost) {
        return await(environment, it -> !generation(it.order()).equals(known), atMost).order();
    }

    /// Waits until the environment's news are as wanted.
    ///
    /// @return the news by then
    public News await(EnvironmentName environment, Predicate<News> isWanted, Duration atMost) {
        return waiting(environment)
                .await(news -> closed || isWanted.test(news.orElse(News.NONE)), atMost)
                .orElse(News.NONE);
    }

    /// The generation of what there may be.
    public static Generation generation(Optional<Order> order) {
        return order.map(Order::generation).orElse(Generation.NONE);
    }

    /// Makes those who wait for the environment look again at what they want.
    public void wake(EnvironmentName environment) {
        waiting(environment).wake();
    }

    /// How many wait now for the environment.
    public int parked(EnvironmentName environment) {
        return waiting(environment).parked();
    }

    /// Ends all waiting, now and from now on.
    public void close() {
        closed = true;
        environments.values().forEach(Waiting::wake);
    }

    private Waiting<News> waiting(EnvironmentName environment) {
        return environments.computeIfAbsent(environment, _ -> new Waiting<>());
    }
}

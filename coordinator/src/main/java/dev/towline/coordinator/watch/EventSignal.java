package dev.towline.coordinator.watch;

import dev.towline.ids.DeploymentId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Wakes those who follow a deployment's events; the events themselves are read from the store.
///
/// A deployment is only remembered while someone follows it.
public final class EventSignal {
    private final Map<DeploymentId, Followed> deployments = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Followed(int readers, Waiting<Long> newest) {}

    /// Says that the events up to this number are durable.
    public void announce(DeploymentId deployment, long number) {
        var followed = deployments.get(deployment);
        if (followed != null) {
            followed.newest().change(known -> known < number, number);
        }
    }

    /// Says that the caller follows from now on; to be called before the store is read.
    public Following follow(DeploymentId deployment) {
        var followed =
                deployments.compute(
                        deployment,
                        (_, present) ->
                                present == null
                                        ? new Followed(1, new Waiting<>())
                                        : new Followed(present.readers() + 1, present.newest()));
        return new Following(deployment, followed.newest());
    }

    /// How many follow a deployment's events now.
    public int readers() {
        return deployments.values().stream().mapToInt(Followed::readers).sum();
    }

    /// Ends all waiting, now and from now on.
    public void close() {
        closed = true;
        deployments.values().forEach(followed -> followed.newest().wake());
    }

    /// One reader of a deployment's events.
    public final class Following implements AutoCloseable {
        private final DeploymentId deployment;
        private final Waiting<Long> newest;

        private Following(DeploymentId deployment, Waiting<Long> newest) {
            this.deployment = deployment;
            this.newest = newest;
        }

        /// Waits for an event after this number.
        public News await(long number, Duration atMost) {
            var found =
                    newest.await(known -> closed || known.orElse(0L) > number, atMost).orElse(0L);
            if (found > number) {
                return News.EVENTS;
            }
            return closed || Thread.currentThread().isInterrupted() ? News.CLOSED : News.NONE;
        }

        @Override
        public void close() {
            deployments.computeIfPresent(
                    deployment,
                    (_, present) ->
                            present.readers() == 1
                                    ? null
                                    : new Followed(present.readers() - 1, present.newest()));
        }
    }

    /// What the waiting brought.
    public enum News {
        EVENTS,
        NONE,
        CLOSED
    }
}

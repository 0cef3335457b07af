package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Where chaos breaks out: one VM with its stack, and all that it talks to.
///
/// @param random decides all that is not decided by time
/// @param before the releases that were published before, the oldest first
record ChaosPlace(ChaosSite chaos, RandomGenerator random, List<CommitSha> before) {
    private static final int LONGEST_PAUSE_MILLIS = 1500;
    private static final int SHORT_PAUSE_MILLIS = 400;

    TestSite site() {
        return chaos.site();
    }

    PrivateEngine engine() {
        return chaos.engine();
    }

    EngineSocket socket() {
        return engine().socket();
    }

    /// One of the running containers.
    Optional<String> someContainer() {
        var ids = List.copyOf(site().engine().running().values());
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    /// A release that was published before.
    CommitSha older() {
        return before.get(random.nextInt(before.size()));
    }

    /// Lets some time pass, as long as chance will have it.
    void pause() {
        pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }

    void shortPause() {
        pause(Duration.ofMillis(random.nextInt(SHORT_PAUSE_MILLIS)));
    }

    static void pause(Duration time) {
        try {
            var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw DemoException.interrupted("wait", e);
        }
    }
}

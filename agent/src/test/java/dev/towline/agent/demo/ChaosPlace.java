package dev.towline.agent.demo;

import dev.towline.ids.CommitSha;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Where chaos breaks out: one VM with its stack, and all that it talks to.
///
/// @param random decides all that is not decided by time
/// @param before the releases that were published before, the oldest first
/// @param struck the names of the containers that a rival stopped or removed
record ChaosPlace(
        ChaosSite chaos, RandomGenerator random, List<CommitSha> before, List<String> struck) {
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

    /// The id of one of the running containers.
    Optional<String> someContainer() {
        return someRunning().map(Map.Entry::getValue);
    }

    /// The same for a rival, of whom the agent has to tell.
    Optional<String> someVictim() {
        var container = someRunning();
        container.ifPresent(it -> struck.add(it.getKey()));
        return container.map(Map.Entry::getValue);
    }

    private Optional<Map.Entry<String, String>> someRunning() {
        var all = List.copyOf(site().engine().running().entrySet());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
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

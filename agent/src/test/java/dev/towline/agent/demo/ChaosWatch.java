package dev.towline.agent.demo;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks all the time, past everything of Towline, whether two running containers share a volume
/// that only one may write to.
final class ChaosWatch implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;

    private final EngineProject stack;
    private final Set<String> shared = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private ChaosWatch(EngineProject stack) {
        this.stack = stack;
    }

    static ChaosWatch over(EngineProject stack) {
        var watch = new ChaosWatch(stack);
        var _ =
                watch.clock.scheduleWithFixedDelay(
                        watch::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            shared.addAll(stack.volumesWithTwoOwners());
        } catch (DemoException _) {
            // The engine is away: the next look will see.
        }
    }

    /// The volumes that had two owners at any time.
    List<String> shared() {
        return List.copyOf(shared);
    }

    @Override
    public void close() {
        clock.close();
    }
}

package dev.towline.agent.demo;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks all the time, past everything of Towline, whether two running containers share a volume
/// that only one may write to.
final class ChaosWatch implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;

    private final EngineProject stack;
    private final Consumer<String> tell;
    private final Set<String> shared = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private ChaosWatch(EngineProject stack, Consumer<String> tell) {
        this.stack = stack;
        this.tell = tell;
    }

    /// @param tell is told of it at once
    static ChaosWatch over(EngineProject stack, Consumer<String> tell) {
        var watch = new ChaosWatch(stack, tell);
        var _ =
                watch.clock.scheduleWithFixedDelay(
                        watch::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            var now = stack.volumesWithTwoOwners();
            if (shared.addAll(now)) {
                tell.accept("two owners: " + now);
            }
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

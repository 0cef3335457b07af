package dev.towline.agent.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final Map<List<String>, SharedVolume> shared =
            new ConcurrentSkipListMap<>((one, other) -> one.toString().compareTo(other.toString()));
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
            stack.sharedVolumes().forEach(this::remember);
        } catch (DemoException _) {
            // The engine is away, or one of the containers: the next look will see.
        }
    }

    private void remember(SharedVolume volume) {
        var containers = volume.owners().stream().map(SharedVolume.Owner::container).toList();
        if (shared.putIfAbsent(containers, volume) == null) {
            tell.accept("two owners: " + volume);
        }
    }

    /// The volumes that two of Towline's containers had at any time.
    List<String> shared() {
        return shared.values().stream()
                .filter(SharedVolume::ours)
                .map(SharedVolume::toString)
                .toList();
    }

    /// How often somebody else started a container on a volume that another one had.
    int sharedByOthers() {
        return shared.size() - shared().size();
    }

    @Override
    public void close() {
        clock.close();
    }
}

package dev.towline.coordinator;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the coordinator does by itself from time to time, one thing after the other.
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("chores").factory());

    /// Does it again and again; a failure is logged, and the next time comes all the same.
    void every(Duration pause, String name, Runnable chore) {
        // What fails is logged by the attempt itself.
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> attempt(name, chore),
                        pause.toMillis(),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static void attempt(String name, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("chore", name).setCause(e).log("Could not do a chore");
        }
    }

    /// Ends after what is being done.
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.atError().log("The chores did not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

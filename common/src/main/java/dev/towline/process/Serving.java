package dev.towline.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Serves until the process is told to end by SIGTERM or SIGINT, and ends in order then, with code
/// 0: to be told to end is no failure, and a virtual machine that is ended by a signal says 143.
///
/// The word may come while the start is under way, as soon as others see that something serves. So
/// it is listened for before the start, and waits for its end.
public final class Serving {
    private static final Duration START = Duration.ofSeconds(30);

    private Serving() {}

    /// Starts and serves; does not return.
    ///
    /// @param start starts what serves, and gives what ends it
    /// @throws Exception what the start threw
    public static void untilTold(Callable<Runnable> start) throws Exception {
        var started = new CompletableFuture<Runnable>();
        var end = Thread.ofPlatform().name("end").unstarted(() -> end(started));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            started.complete(start.call());
        } finally {
            if (!started.isDone()) {
                started.cancel(false);
                ShutdownHooks.remove(end);
            }
        }
        new CountDownLatch(1).await();
    }

    /// Without a start that came to its end there is nothing to end, and no success to tell.
    private static void end(CompletableFuture<Runnable> started) {
        try {
            started.get(START.toSeconds(), TimeUnit.SECONDS).run();
            Runtime.getRuntime().halt(0);
        } catch (ExecutionException | TimeoutException | CancellationException _) {
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

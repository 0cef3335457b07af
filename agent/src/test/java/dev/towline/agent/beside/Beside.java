package dev.towline.agent.beside;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Work on the engine that many tests look at: it is done once, two pieces at a time.
final class Beside<T> implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_MINUTES = 10;

    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<String, Future<T>> pieces = new LinkedHashMap<>();
    private final Images images;

    Beside() {
        Leftovers.remove();
        images = Images.made();
    }

    void start(String name, Callable<T> piece) {
        pieces.put(name, workers.submit(piece));
    }

    /// What came of a piece.
    ///
    /// @throws AssertionError where nothing came of it
    T result(String name) {
        try {
            return pieces.get(name).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("could not compare " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Whatever is under way ends and cleans up first.
    @Override
    public void close() {
        pieces.values().forEach(it -> it.cancel(false));
        workers.close();
        images.close();
    }
}

package dev.towline.agent.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/// Removes what a run of the benchmark made, once, the newest first: at its end, or after Ctrl-C
/// while the measuring thread may still wait for something that does not come any more.
final class BenchEnd implements AutoCloseable {
    private final Deque<Runnable> removals = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean reached;

    /// From here on a signal removes everything too, and ends the program with exit code 1.
    void atShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endEarly, "tidy-up"));
    }

    void remember(Runnable removal) {
        lock.lock();
        try {
            removals.push(removal);
        } finally {
            lock.unlock();
        }
    }

    /// Removes already now what was made last.
    void removeNewest() {
        lock.lock();
        try {
            removals.pop().run();
        } finally {
            lock.unlock();
        }
    }

    private void endEarly() {
        if (reached) {
            return;
        }
        try {
            close();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            while (!removals.isEmpty()) {
                removals.pop().run();
            }
            reached = true;
        } finally {
            lock.unlock();
        }
    }
}

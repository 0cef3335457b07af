package dev.towline.agent.reconcile;

import dev.towline.ids.Generation;
import dev.towline.wire.DesiredState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What wakes a reconcile loop: a newer order, a change in the engine, or the end of its patience.
///
/// Signals are only triggers. Any number of them before the next look make one look.
final class Signals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private final Waiting waiting;
    private boolean pending;
    private @Nullable DesiredState newest;

    /// Waits on a condition like `Condition.awaitNanos`; a test's lets its own time pass.
    @FunctionalInterface
    interface Waiting {
        long awaitNanos(Condition condition, long nanos) throws InterruptedException;
    }

    Signals() {
        this(Condition::awaitNanos);
    }

    Signals(Waiting waiting) {
        this.waiting = waiting;
    }

    /// A verified order; one that is not newer than the newest is no news.
    void order(DesiredState order) {
        lock.lock();
        try {
            if (newest == null || order.generation().after(newest.generation())) {
                newest = order;
                raise();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Something happened to a container of the project.
    void engineChanged() {
        lock.lock();
        try {
            raise();
        } finally {
            lock.unlock();
        }
    }

    /// The coordinator told of other holds.
    void holdsChanged() {
        lock.lock();
        try {
            raise();
        } finally {
            lock.unlock();
        }
    }

    Optional<DesiredState> newest() {
        lock.lock();
        try {
            return Optional.ofNullable(newest);
        } finally {
            lock.unlock();
        }
    }

    boolean newerThan(Generation generation) {
        return newest().map(it -> it.generation().after(generation)).orElse(false);
    }

    /// Waits for a signal, or for the time to pass; then all signals so far are taken.
    void await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while (!pending && left > 0) {
                left = waiting.awaitNanos(raised, left);
            }
            pending = false;
        } finally {
            lock.unlock();
        }
    }

    private void raise() {
        pending = true;
        raised.signalAll();
    }
}

package dev.towline.coordinator.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A value that changes, and those who wait for it to.
final class Waiting<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T value;
    private int parked;

    /// Changes the value if there is none yet, or if the present one is to be replaced.
    void change(Predicate<T> isReplaced, T next) {
        lock.lock();
        try {
            if (value == null || isReplaced.test(value)) {
                value = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Makes the next value out of the present one, or out of this where there is none yet.
    void turn(T usual, UnaryOperator<T> next) {
        lock.lock();
        try {
            value = next.apply(value == null ? usual : value);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<T> current() {
        lock.lock();
        try {
            return Optional.ofNullable(value);
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the value is as wanted, the time is over or the thread is interrupted.
    Optional<T> await(Predicate<Optional<T>> isWanted, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            parked++;
            while (!isWanted.test(Optional.ofNullable(value)) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            parked--;
            lock.unlock();
        }
        return current();
    }

    /// How many wait now.
    int parked() {
        lock.lock();
        try {
            return parked;
        } finally {
            lock.unlock();
        }
    }
}

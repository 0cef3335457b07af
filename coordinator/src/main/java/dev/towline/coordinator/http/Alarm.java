package dev.towline.coordinator.http;

import java.util.concurrent.locks.ReentrantLock;

/// Interrupts a thread, unless it was disarmed before; never afterwards.
final class Alarm {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread sleeper;
    private boolean rung;
    private boolean disarmed;

    Alarm(Thread sleeper) {
        this.sleeper = sleeper;
    }

    void ring() {
        lock.lock();
        try {
            if (!disarmed) {
                rung = true;
                sleeper.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Called by the thread itself; an interrupt that came from here is taken back.
    void disarm() {
        lock.lock();
        try {
            disarmed = true;
            if (rung) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }
}

package dev.towline.agent.check;

import java.time.Duration;

/// Time that only runs forward, and waiting in it; a test's stands still until somebody waits.
public interface Pace {

    /// The time since some fixed moment; not the time of day, which may be set back.
    Duration now();

    void sleep(Duration pause) throws InterruptedException;

    /// The machine's own.
    static Pace system() {
        return new Pace() {
            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void sleep(Duration pause) throws InterruptedException {
                Thread.sleep(pause);
            }
        };
    }
}

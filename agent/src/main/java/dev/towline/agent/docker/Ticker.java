package dev.towline.agent.docker;

import java.time.Duration;

/// A monotonic clock that can also be waited on.
interface Ticker {
    Ticker SYSTEM =
            new Ticker() {
                @Override
                public Duration elapsed() {
                    return Duration.ofNanos(System.nanoTime());
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    /// The time since some moment in the past.
    Duration elapsed();

    void sleep(Duration duration) throws InterruptedException;
}

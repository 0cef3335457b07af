package dev.towline.coordinator.store;

import java.time.Duration;

/// Is told how long each use of the store took, from asking to the answer, also where it failed;
/// must be quick.
@FunctionalInterface
public interface Latency {
    void took(Use use, Duration time);

    /// What the store was asked for.
    enum Use {
        READ,
        /// Until it was durable.
        WRITE
    }
}

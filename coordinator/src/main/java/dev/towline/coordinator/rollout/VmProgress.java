package dev.towline.coordinator.rollout;

import dev.towline.wire.Outcome;

/// How far a deployment is on one VM.
public sealed interface VmProgress {
    /// Its agent has not begun.
    record Waiting() implements VmProgress {}

    record UnderWay() implements VmProgress {}

    record Ended(Outcome outcome) implements VmProgress {}
}

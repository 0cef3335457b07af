package dev.towline.agent.docker;

import dev.towline.agent.project.ImagePin;

/// What came of a pull.
public sealed interface PullOutcome {

    /// The image is on the VM.
    record Ready(ImagePin pin, Source source) implements PullOutcome {}

    /// The registry has no such image, or the policy forbids asking it.
    record Missing(String message) implements PullOutcome {}

    /// The registry does not let us have it.
    record Denied(String message) implements PullOutcome {}

    /// The engine's disk is full. Trying again would not change that.
    record NoSpace(String message) implements PullOutcome {}

    /// The registry or the engine was not to be had until the deadline.
    record Unavailable(String message) implements PullOutcome {}

    /// How it got there.
    enum Source {
        PULLED,
        PRESENT
    }
}

package dev.towline.agent.docker;

import dev.towline.agent.project.ImagePin;
import java.util.Optional;

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

    /// It is on the VM, and the engine cannot read it: a power cut came while it was written.
    /// Pulled again it stays so, until it is removed.
    record Damaged(String message) implements PullOutcome {}

    /// The registry or the engine was not to be had until the deadline.
    record Unavailable(String message) implements PullOutcome {}

    /// Why it cannot be used; empty where it can.
    default Optional<String> failure() {
        return switch (this) {
            case Ready _ -> Optional.empty();
            case Missing it -> Optional.of(it.message());
            case Denied it -> Optional.of(it.message());
            case NoSpace it -> Optional.of(it.message());
            case Damaged it -> Optional.of(it.message());
            case Unavailable it -> Optional.of(it.message());
        };
    }

    /// How it got there.
    enum Source {
        PULLED,
        PRESENT
    }
}

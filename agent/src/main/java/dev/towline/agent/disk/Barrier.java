package dev.towline.agent.disk;

import java.time.Duration;

/// What came of waiting for a disk.
public sealed interface Barrier {
    /// All that was written before survives a power cut.
    record Reached() implements Barrier {}

    /// The disk was not done within the deadline. It goes on by itself, and may be waited for
    /// again.
    record Late(Duration deadline) implements Barrier {}

    /// The disk, or a file system on it, is at fault.
    record Failed(String message) implements Barrier {}

    /// This host has no way to ask for it.
    record Unsupported(String message) implements Barrier {}
}

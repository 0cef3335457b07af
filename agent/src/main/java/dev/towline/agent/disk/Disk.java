package dev.towline.agent.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The file systems of this VM. Every call ends within a deadline, and may be made from any thread.
public interface Disk {
    /// Waits until all that was written on the file systems of these folders survives a power cut.
    ///
    /// @param folders each exists
    Barrier flush(Set<Path> folders, Duration deadline) throws InterruptedException;

    /// What is free where a folder is; empty where nobody can say.
    Optional<Space> space(Path folder) throws InterruptedException;
}

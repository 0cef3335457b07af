package dev.towline.agent.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Ends a transfer that trickles: JGit asks at every object whether it should go on.
final class Deadline extends EmptyProgressMonitor {
    private final long end;

    Deadline(Duration timeout) {
        end = System.nanoTime() + timeout.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - end >= 0;
    }
}

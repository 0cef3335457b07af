package dev.towline.agent;

import dev.towline.agent.lock.Attempt;
import dev.towline.agent.lock.HeldLock;
import dev.towline.agent.lock.Holder;
import dev.towline.agent.lock.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// One agent process for each state folder. The lock dies with its process, so it is never stale.
final class StateLock {
    private StateLock() {}

    /// Takes the lock.
    ///
    /// @throws IOException where another process has it
    static HeldLock take(Path state) throws IOException {
        Files.createDirectories(state);
        var me = Holder.thisProcess("agent", InstantSource.system().instant());
        return switch (new LockFile(state.resolve("agent.lock")).tryTake(me)) {
            case Attempt.Taken it -> it.lock();
            case Attempt.Busy it ->
                    throw new IOException(
                            "another agent uses " + state + ", held by " + it.words());
        };
    }
}

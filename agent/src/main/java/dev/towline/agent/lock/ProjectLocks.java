package dev.towline.agent.lock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

/// One lock for each Compose project on this machine. Names of containers are unique in an engine,
/// so a project's name says what may have one writer only.
public final class ProjectLocks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path folder;
    private final InstantSource clock;

    /// @param folder is made when it is needed
    public ProjectLocks(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// Where all programs on this machine look: the environment's `TOWLINE_LOCKS`, or
    /// `/run/towline/locks` for root, else below `XDG_RUNTIME_DIR`.
    public static ProjectLocks ofThisMachine() {
        var folder =
                LockFolder.of(
                        System.getProperty("user.name", "?"),
                        System.getProperty("user.home", "/"),
                        System.getenv());
        return new ProjectLocks(folder, InstantSource.system());
    }

    /// Takes a project's lock; waits at most that long for whoever has it.
    ///
    /// @param why as `apply`
    /// @throws LockException where somebody else still has it, or the lock cannot be used
    public HeldLock take(String project, String why, Duration patience)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            switch (tryTake(project, why)) {
                case Attempt.Taken it -> {
                    return it.lock();
                }
                case Attempt.Busy it -> {
                    if (System.nanoTime() - end >= 0) {
                        throw new LockException(
                                "could not lock the project "
                                        + project
                                        + ": it is locked by "
                                        + it.words());
                    }
                }
            }
            Thread.sleep(LOOK);
        }
    }

    /// Takes the right to be this agent on this machine, which another state folder may have a copy
    /// of; never waits. The dot keeps it apart from projects.
    ///
    /// @throws LockException where another process has it, or the lock cannot be used
    public HeldLock takeIdentity(String agent) {
        return switch (tryTake("agent." + agent, "agent")) {
            case Attempt.Taken it -> it.lock();
            case Attempt.Busy it ->
                    throw new LockException(
                            "could not be the agent "
                                    + agent
                                    + ": another process on this machine is, "
                                    + it.words());
        };
    }

    /// Takes a project's lock, or says who has it; never waits.
    ///
    /// @param why as `deployment staging-3`
    /// @throws LockException where the lock cannot be used
    public Attempt tryTake(String project, String why) {
        if (!NAME.matcher(project).matches()) {
            throw new LockException("could not lock the project " + project + ": not a name");
        }
        LockFolder.make(folder);
        return new LockFile(folder.resolve(project + ".lock"))
                .tryTake(Holder.thisProcess(why, clock.instant()));
    }
}

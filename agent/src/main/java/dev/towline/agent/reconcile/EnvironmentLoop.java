package dev.towline.agent.reconcile;

import dev.towline.agent.check.Pace;
import dev.towline.agent.disk.Disk;
import dev.towline.agent.docker.Engine;
import dev.towline.agent.git.FileWitness;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.journal.HoldFile;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.KeepingFile;
import dev.towline.agent.journal.OrderedHolds;
import dev.towline.agent.journal.StandingHolds;
import dev.towline.agent.journal.Testimony;
import dev.towline.agent.link.CoordinatorLink;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.wire.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// One environment on this VM: its loop, its poll and its ear at the engine, each on a thread of
/// its own, from construction to `close`.
public final class EnvironmentLoop implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Workplace at;
    private final List<Thread> threads;

    /// What an environment is served with; each is the caller's to close.
    public record Parts(
            Engine engine,
            Disk disk,
            Mirror mirror,
            FileWitness witness,
            Journal journal,
            KeptImages kept,
            ProjectLocks locks,
            CoordinatorLink link,
            Reports reports) {}

    public EnvironmentLoop(EnvironmentSettings settings, Parts parts) {
        var signals = new Signals();
        var clock = InstantSource.system();
        var ordered = OrderedHolds.open(settings.state());
        var testimony = Testimony.open(settings.state());
        Supplier<StandingHolds> holds =
                () -> StandingHolds.at(clock.instant(), new HoldFile(settings.state()), ordered);
        var board =
                new StatusBoard(
                        settings.environment(),
                        parts.journal(),
                        new StatusBoard.Beside(holds, testimony),
                        parts.reports());
        this.at =
                new Workplace(
                        settings,
                        parts.engine(),
                        parts.disk(),
                        parts.mirror(),
                        parts.witness(),
                        parts.journal(),
                        parts.kept(),
                        signals,
                        new EngineEar(parts.engine(), signals::engineChanged),
                        board,
                        parts.reports(),
                        Pace.system(),
                        clock,
                        parts.locks(),
                        new KeepingFile(settings.state()),
                        ordered,
                        new LastLook(),
                        testimony);
        var reconciler = new Reconciler(at);
        var poll = new Poll(at, parts.link());
        this.threads =
                List.of(
                        // JGit and file I/O would pin a virtual thread's carrier.
                        Thread.ofPlatform()
                                .daemon()
                                .name("reconcile-" + settings.environment())
                                .start(reconciler::run),
                        Thread.ofVirtual().name("poll-" + settings.environment()).start(poll::run));
    }

    public Status status() {
        return at.board().status();
    }

    public Tally tally() {
        return at.board().tally();
    }

    /// Ends the threads; a deployment under way is gone on with at the next start.
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) {
                thread.join(GRACE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        at.ear().close();
    }
}

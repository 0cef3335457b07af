package dev.towline.agent.reconcile;

import dev.towline.agent.git.FileWitness;
import dev.towline.agent.git.GitAccess;
import dev.towline.agent.git.Mirror;
import dev.towline.agent.git.SampleRepository;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.HoldFile;
import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.KeepingFile;
import dev.towline.agent.journal.OrderedHolds;
import dev.towline.agent.journal.ReleaseMark;
import dev.towline.agent.journal.StandingHolds;
import dev.towline.agent.journal.Testimony;
import dev.towline.agent.lock.Attempt;
import dev.towline.agent.lock.HeldLock;
import dev.towline.agent.lock.ProjectLocks;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import dev.towline.wire.DesiredState;
import dev.towline.wire.DriftPolicy;
import dev.towline.wire.Hold;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Outcome;
import dev.towline.wire.ReportEvent;
import dev.towline.wire.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One environment on one VM: everything real but the engine and the time.
///
/// A "process" is one reconciler with all that it holds in memory; the disk, the engine and what
/// the coordinator was told outlive it.
final class World {
    static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final AgentId VM = new AgentId("vm-1");
    private static final Duration LONGEST = Duration.ofDays(2);
    private static final int MANY_PASSES = 500;

    final DockerInMemory docker = new DockerInMemory();
    final TestTime time = new TestTime(LONGEST, docker::live);
    final SampleRepository repository;
    final EnvironmentSettings settings;
    final List<ReportEvent> told = new ArrayList<>();
    final JournalDisk disk;
    final FakeDisk disks = new FakeDisk();
    final ProjectLocks locks;
    private final Mirror mirror;
    private @Nullable DesiredState newest;
    private Running process;

    private record Running(
            Journal journal,
            Signals signals,
            StatusBoard board,
            Reconciler loop,
            OrderedHolds ordered) {}

    World(Path folder) {
        this(folder, Owner.USUAL);
    }

    World(Path folder, DriftPolicy drift) {
        this(folder, new Owner(drift, Owner.USUAL.edits(), Owner.USUAL.signers()));
    }

    World(Path folder, EditPolicy edits) {
        this(folder, new Owner(Owner.USUAL.drift(), edits, Owner.USUAL.signers()));
    }

    World(Path folder, Owner owner) {
        repository = new SampleRepository(folder.resolve("repository"));
        settings = owner.settings(STAGING, folder);
        disk = new JournalDisk(settings.state().resolve("journal.json"));
        mirror =
                new Mirror(
                        settings.state().resolve("mirror.git"),
                        new GitAccess.Open(),
                        Duration.ofMinutes(1));
        locks = new ProjectLocks(folder.resolve("locks"), time);
        process = process();
    }

    private Running process() {
        var journal = Journal.on(disk);
        var signals =
                new Signals((_, nanos) -> {
                    var pause = Math.min(nanos, Patience.LOOK.toNanos());
                    time.sleep(Duration.ofNanos(pause));
                    return nanos - pause;
                });
        Reports reports = (_, _, event) -> told.add(event);
        var ordered = OrderedHolds.open(settings.state());
        var own = new HoldFile(settings.state());
        var testimony = Testimony.open(settings.state());
        var board =
                new StatusBoard(
                        STAGING,
                        journal,
                        new StatusBoard.Beside(
                                () -> StandingHolds.at(time.instant(), own, ordered), testimony),
                        reports);
        var ear = new EngineEar(docker, signals::engineChanged);
        var at =
                new Workplace(
                        settings,
                        docker,
                        disks,
                        mirror,
                        FileWitness.NOBODY,
                        journal,
                        new KeptImages(List.of(journal)),
                        signals,
                        ear,
                        board,
                        reports,
                        time,
                        time,
                        locks,
                        new KeepingFile(settings.state()),
                        ordered,
                        new LastLook(),
                        testimony);
        return new Running(journal, signals, board, new Reconciler(at), ordered);
    }

    /// A new process on the same disk and engine; the coordinator tells it the newest order again.
    void restart() {
        process = process();
        process.loop().begin();
        if (newest != null) {
            process.signals().order(newest);
        }
    }

    /// A person's command, which knows nothing of this process.
    void hold(String reason, @Nullable Duration span) {
        var now = time.instant();
        new HoldFile(settings.state())
                .write(new Hold(reason, "root", "jen", now, span == null ? null : now.plus(span)));
    }

    void release() {
        new HoldFile(settings.state()).remove();
        new ReleaseMark(settings.state()).write("root");
    }

    /// Somebody else's lock on the project, until it is closed.
    HeldLock lock(String why) {
        return switch (locks.tryTake("shop", why)) {
            case Attempt.Taken it -> it.lock();
            case Attempt.Busy it -> throw new AssertionError(it.words());
        };
    }

    /// The coordinator tells of holds, as an agent hears it.
    void orderHolds(long number, Hold... holds) {
        hear(new HoldOrder(STAGING, VM, number, List.of(holds), time.instant()));
    }

    /// The coordinator lets what was left to people be brought back.
    void orderRelease(long number) {
        hear(new HoldOrder(STAGING, VM, number, List.of(), time.instant(), number));
    }

    private void hear(HoldOrder order) {
        process.ordered().take(order);
        process.signals().holdsChanged();
    }

    /// The next process finds no journal.
    void loseJournal() {
        disk.lose();
        process = process();
    }

    CommitSha commit(String compose, String towline) {
        return repository
                .write("compose.yaml", compose)
                .write("towline.yml", towline)
                .commit("release");
    }

    DesiredState order(CommitSha sha) {
        return order(sha, it -> it);
    }

    /// The coordinator orders, with a greater generation than ever before.
    DesiredState order(CommitSha sha, UnaryOperator<DesiredState> change) {
        var generation = newest == null ? new Generation(1) : newest.generation().next();
        newest = change.apply(Orders.of(sha, generation, repository.address()));
        process.signals().order(newest);
        return newest;
    }

    /// Orders, and passes until nothing is under way any more.
    Outcome deploy(CommitSha sha) {
        order(sha);
        return settle();
    }

    /// Passes until the newest order has ended, then once more.
    Outcome settle() {
        for (var pass = 0; pass < MANY_PASSES; pass++) {
            pass();
            var entries = entries();
            if (entries.underway() == null
                    && newest != null
                    && entries.highest().equals(newest.generation())) {
                pass();
                return outcome();
            }
        }
        throw new AssertionError("does not end: " + status());
    }

    /// One pass, and the wait after it.
    void pass() {
        try {
            process.signals().await(process.loop().safePass());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void passes(int count) {
        for (var pass = 0; pass < count; pass++) {
            pass();
        }
    }

    Outcome outcome() {
        var last = entries().last();
        if (last == null || last.outcome() == null) {
            throw new AssertionError("nothing has ended");
        }
        return last.outcome();
    }

    String reason() {
        var last = entries().last();
        return last == null ? "" : last.reason();
    }

    Entries entries() {
        return process.journal().entries();
    }

    Tally tally() {
        return process.board().tally();
    }

    Status status() {
        return process.board().status();
    }

    String file(String path) {
        try {
            return Files.readString(settings.folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String content) {
        try {
            var file = settings.folder().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

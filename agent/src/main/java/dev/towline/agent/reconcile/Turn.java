package dev.towline.agent.reconcile;

import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.Unsettled;
import dev.towline.agent.lock.Attempt;
import dev.towline.agent.lock.HeldLock;
import dev.towline.agent.project.Release;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A deployment's turn to write: no person's hold stands, and the projects that it touches are
/// locked against everybody else on this machine.
///
/// As long as nothing was touched, a hold that comes makes it stand back, locks given up, so that
/// the person can work. Once it has begun to touch, it keeps its turn to the end: half a release
/// helps nobody. Used by the reconcile loop's thread only.
final class Turn implements AutoCloseable {
    private final Workplace at;
    private final DeploymentLog log;
    private final Map<String, HeldLock> held = new TreeMap<>();
    private boolean waited;

    Turn(Workplace at, DeploymentLog log) {
        this.at = at;
        this.log = log;
    }

    /// Before anything was touched: waits for it as long as the order is good, and as long as
    /// `Patience.LOCK` for a lock.
    ///
    /// @return failed when it came too late
    Verdict ask() throws InterruptedException {
        var patience = new Deadline(at.pace(), Patience.LOCK);
        return await(() -> tooLate(patience), at::superseded);
    }

    /// After something may have been touched: there is no way but on or back, so it waits until it
    /// is its turn.
    Verdict insist(BooleanSupplier superseded) throws InterruptedException {
        return held.keySet().containsAll(projects())
                ? new Verdict.Passed()
                : await(Optional::empty, superseded);
    }

    /// Everything is looked at from here on.
    void lookAnew() {
        waited = false;
    }

    /// It had to wait since then: others may have changed what was looked at.
    boolean waited() {
        return waited;
    }

    private Verdict await(Supplier<Optional<String>> tooLate, BooleanSupplier superseded)
            throws InterruptedException {
        var said = "";
        while (true) {
            if (superseded.getAsBoolean()) {
                return new Verdict.Superseded();
            }
            var obstacle = obstacle();
            if (obstacle.isEmpty()) {
                return new Verdict.Passed();
            }
            var end = tooLate.get();
            if (end.isPresent()) {
                return new Verdict.Failed(end.get() + "; " + obstacle.get());
            }
            waited = true;
            if (!said.equals(obstacle.get())) {
                said = obstacle.get();
                log.waiting(said);
            }
            at.signals().await(Patience.LOOK);
        }
    }

    private Optional<String> tooLate(Deadline patience) {
        var order = Course.underway(at.journal().entries()).order();
        if (at.expired(order)) {
            return Optional.of("the order expired at " + order.expiresAt());
        }
        if (at.hold().isPresent()) {
            patience.startAgain();
        }
        return patience.over()
                ? Optional.of("still locked after " + Patience.LOCK)
                : Optional.empty();
    }

    private Optional<String> obstacle() {
        var hold = at.hold();
        if (hold.isPresent()) {
            close();
            return Optional.of(hold.get().words());
        }
        var why = "deployment " + Course.underway(at.journal().entries()).order().deployment();
        for (var project : projects()) {
            if (held.containsKey(project)) {
                continue;
            }
            switch (at.locks().tryTake(project, why)) {
                case Attempt.Taken it -> held.put(project, it.lock());
                case Attempt.Busy it -> {
                    // Two that wait for each other's would wait for ever.
                    close();
                    return Optional.of(project + " is locked by " + it.words());
                }
            }
        }
        return Optional.empty();
    }

    /// What it goes to, and what it may go back to.
    private Set<String> projects() {
        var entries = at.journal().entries();
        var names = new TreeSet<String>();
        Stream.of(candidate(entries), entries.lastAccepted(), unsettled(entries))
                .flatMap(Optional::stream)
                .forEach(it -> names.add(it.project().name()));
        return names;
    }

    private static Optional<Release> candidate(Entries entries) {
        return Optional.ofNullable(Course.underway(entries).candidate());
    }

    private static Optional<Release> unsettled(Entries entries) {
        var unsettled = entries.unsettled();
        return Optional.ofNullable(unsettled).map(Unsettled::release);
    }

    /// Gives up all locks.
    @Override
    public void close() {
        held.values().forEach(HeldLock::close);
        held.clear();
    }
}

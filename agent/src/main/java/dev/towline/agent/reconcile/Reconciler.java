package dev.towline.agent.reconcile;

import dev.towline.agent.docker.EngineException;
import dev.towline.agent.journal.Entries;
import dev.towline.agent.journal.JournalException;
import dev.towline.agent.journal.Underway;
import dev.towline.agent.project.Release;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.DesiredState;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.Status;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One environment's loop: go on with what is under way, begin what is newly ordered, else keep
/// what was accepted. The one place where an exception becomes a status; the loop never dies.
final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Workplace at;
    private final Healing healing;
    private final Backoff pauses = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    Reconciler(Workplace at) {
        this.at = at;
        this.healing = new Healing(at);
    }

    /// Runs until its thread is interrupted.
    void run() {
        try {
            begin();
            while (true) {
                at.signals().await(safePass());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// To be called once in a process, before the first pass.
    void begin() {
        var entries = at.journal().entries();
        if (entries.underway() != null) {
            at.journal().update(it -> it.foundAgain());
        } else if (entries.last() != null) {
            tellAgain(entries, entries.last());
        }
    }

    /// The process may have ended between the end of a deployment and the report of it.
    private void tellAgain(Entries entries, DeploymentStatus last) {
        if (last.outcome() != null) {
            at.reports()
                    .add(
                            last.generation(),
                            last.deployment(),
                            new OutcomeReport(
                                    last.outcome(),
                                    last.reason(),
                                    entries.lastAccepted().map(Release::sha).orElse(null),
                                    last.warning()));
        }
    }

    Status status() {
        return at.board().status();
    }

    /// One pass, whatever happens in it.
    ///
    /// @return how long to wait for a signal before the next
    Duration safePass() throws InterruptedException {
        try {
            var next = pass();
            pauses.reset();
            return next;
        } catch (EngineException | JournalException e) {
            // An engine that is away, a disk that is full: it goes on when that is over.
            return stuck(Condition.DEGRADED, e);
        } catch (RuntimeException e) {
            return stuck(Condition.STALLED, e);
        }
    }

    private Duration pass() throws InterruptedException, EngineException {
        var entries = at.journal().entries();
        if (entries.underway() != null) {
            return deploy(entries.underway());
        }
        var order = at.signals().newest();
        if (order.isPresent() && order.get().generation().after(entries.highest())) {
            return deploy(receive(order.get()));
        }
        var accepted = entries.lastAccepted();
        if (accepted.isPresent()) {
            return healing.pass(accepted.get());
        }
        at.board().resting(Resting.condition(entries), Resting.reason(entries));
        return at.settings().interval();
    }

    private Underway receive(DesiredState order) {
        var underway = Underway.begin(order, at.clock().instant());
        at.journal().update(it -> it.received(underway));
        return underway;
    }

    private Duration deploy(Underway underway) throws InterruptedException, EngineException {
        var told = new DeploymentLog(underway, at.reports(), at.board(), at.clock());
        try (var turn = new Turn(at, told)) {
            new Deployment(at, told, turn).run();
        } finally {
            at.ear().acted(at.clock().instant());
        }
        // An agent is idle for days after it: only a full collection gives the heap's pages back.
        System.gc();
        return Duration.ZERO;
    }

    private Duration stuck(Condition condition, Exception failure) {
        at.board().resting(condition, String.valueOf(failure.getMessage()));
        log.atWarn()
                .addKeyValue("environment", at.settings().environment())
                .setCause(failure instanceof EngineException ? null : failure)
                .addKeyValue("error", failure.getMessage())
                .log("pass failed");
        return pauses.next();
    }
}

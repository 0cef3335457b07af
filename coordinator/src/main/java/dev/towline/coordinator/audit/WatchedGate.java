package dev.towline.coordinator.audit;

import dev.towline.coordinator.audit.RefusalBudget.Counted;
import dev.towline.coordinator.audit.RefusalBudget.Source;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.http.Gate;
import dev.towline.coordinator.http.Pass;
import dev.towline.coordinator.http.Refused;
import dev.towline.coordinator.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A gate that writes down whom was turned away, within the budget for that.
public final class WatchedGate implements Gate, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedGate.class);

    private static final int LONGEST_DETAIL = 1000;

    private final Gate gate;
    private final Database database;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final RefusalBudget budget = new RefusalBudget();

    public WatchedGate(Gate gate, Database database, InstantSource clock) {
        this.gate = gate;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Pass admit(String token) {
        return gate.admit(token);
    }

    /// Writes it down before it is answered; a store that cannot keep it does not change the
    /// answer.
    @Override
    public void refused(Refused request) {
        var act = new Act(request.caller(), request.from(), clock.instant());
        tick();
        if (takes(new Source(act.who(), act.from()), act.at())) {
            append(content(request, act));
        }
    }

    /// Writes down how many were only counted in the minutes that are over.
    public void tick() {
        var now = clock.instant();
        locked(() -> budget.ended(now)).forEach(it -> append(content(it, now)));
    }

    private boolean takes(Source source, Instant now) {
        lock.lock();
        try {
            return budget.take(source, now);
        } finally {
            lock.unlock();
        }
    }

    private List<Counted> locked(Supplier<List<Counted>> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void append(Content content) {
        try {
            database.write(transaction -> {
                AuditStore.append(transaction, content);
                return content;
            });
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not write down a refused request");
        }
    }

    private static Content content(Refused request, Act act) {
        var problem = request.problem();
        return new Content(
                act.at(),
                act.who(),
                act.from(),
                "request-refused",
                request.request(),
                request.reason(),
                cut(problem.status() + " " + problem.title() + ": " + problem.detail()),
                Content.REFUSED);
    }

    private static String cut(String detail) {
        return detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    private static Content content(Counted counted, Instant now) {
        return new Content(
                now,
                counted.source().who(),
                counted.source().from(),
                "requests-refused",
                counted.count() + " requests",
                "",
                "more than are written down one by one, since " + counted.since(),
                Content.REFUSED);
    }

    /// Writes down what was counted and not told yet.
    @Override
    public void close() {
        var now = clock.instant();
        locked(budget::rest).forEach(it -> append(content(it, now)));
    }
}

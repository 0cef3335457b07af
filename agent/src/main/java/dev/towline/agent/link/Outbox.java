package dev.towline.agent.link;

import dev.towline.agent.link.ReportAnswer.Acknowledged;
import dev.towline.agent.link.ReportAnswer.Refused;
import dev.towline.agent.link.ReportAnswer.Unreachable;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.AgentReport;
import dev.towline.wire.OutcomeReport;
import dev.towline.wire.ReportBatch;
import dev.towline.wire.ReportEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports on their way to the coordinator: numbered, in order, kept until they are acknowledged.
///
/// One thread sends them, and sleeps while there are none. Telling never fails and never waits for
/// the coordinator. Outcomes and the numbers used survive a kill at any moment: an outcome is on
/// disk before `tell` returns, and numbers are reserved on disk in blocks before they are used.
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int BLOCK = 1000;
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final ReportQueue.Limits LIMITS =
            new ReportQueue.Limits(2000, 16L * 1024 * 1024, 100);

    private final ReportReceiver receiver;
    private final Sleeper sleeper;
    private final OutboxFile file;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ReportQueue queue = new ReportQueue(LIMITS);
    private final Thread sender;
    private long next;
    private long reserved;
    private int dropped;

    private Outbox(ReportReceiver receiver, Sleeper sleeper, OutboxFile file) {
        this.receiver = receiver;
        this.sleeper = sleeper;
        this.file = file;
        this.sender = Thread.ofVirtual().name("outbox").unstarted(this::send);
    }

    /// Opens the outbox with what the last process left in the file, and starts sending.
    ///
    /// @param file one for each environment
    public static Outbox open(
            Path file, InstantSource clock, ReportReceiver receiver, Sleeper sleeper) {
        var outbox = new Outbox(receiver, sleeper, new OutboxFile(file, clock));
        outbox.restore();
        outbox.sender.start();
        return outbox;
    }

    private void restore() {
        var kept = file.read();
        kept.outcomes().forEach(queue::add);
        next = kept.next();
        reserve();
    }

    /// Puts a report on its way.
    ///
    /// @param deployment what it is about; null for what happens between deployments
    /// @return its sequence number
    public long tell(
            Instant at,
            Generation generation,
            @Nullable DeploymentId deployment,
            ReportEvent event) {
        lock.lock();
        try {
            if (next == reserved) {
                reserve();
            }
            var report = new AgentReport(next++, at, generation, deployment, event);
            dropped += queue.add(report);
            if (event instanceof OutcomeReport) {
                keep();
            }
            filled.signal();
            return report.sequence();
        } finally {
            lock.unlock();
        }
    }

    /// How many reports the coordinator has not acknowledged yet.
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void reserve() {
        reserved = next + BLOCK;
        keep();
    }

    private void keep() {
        file.write(new OutboxFile.Kept(reserved, queue.outcomes()));
    }

    private void send() {
        var atMost = Integer.MAX_VALUE;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var batch = new ReportBatch(awaitBatch(atMost));
                atMost = settle(batch, report(batch));
            }
        } catch (InterruptedException _) {
            // Closed: what is left waits on disk, or is detail.
            Thread.currentThread().interrupt();
        }
    }

    private ReportAnswer report(ReportBatch batch) throws InterruptedException {
        try {
            return receiver.report(batch);
        } catch (RuntimeException e) {
            // Nobody else would notice that this thread died.
            LOG.atError().setCause(e).log("reporting failed in a way that nobody thought of");
            return new Unreachable(e.toString());
        }
    }

    private List<AgentReport> awaitBatch(int atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.size() == 0) {
                filled.await();
            }
            return queue.batch(atMost);
        } finally {
            lock.unlock();
        }
    }

    /// Draws the consequence of an answer.
    ///
    /// @return how many reports the next batch may have
    private int settle(ReportBatch batch, ReportAnswer answer) throws InterruptedException {
        return switch (answer) {
            case Acknowledged it -> acknowledged(it.sequence());
            case Refused it -> refused(batch, it.message());
            case Unreachable it -> unreachable(it.reason());
        };
    }

    private int acknowledged(long sequence) {
        backoff.reset();
        remove(sequence);
        return Integer.MAX_VALUE;
    }

    /// One report that the coordinator cannot take must not keep back all others: it is found by
    /// sending one at a time, and given up.
    private int refused(ReportBatch batch, String message) {
        if (batch.reports().size() > 1) {
            return 1;
        }
        var report = batch.reports().getFirst();
        LOG.atError()
                .addKeyValue("sequence", report.sequence())
                .addKeyValue("generation", report.generation())
                .addKeyValue("error", message)
                .log("the coordinator refused a report; it is given up");
        remove(report.sequence());
        return Integer.MAX_VALUE;
    }

    private int unreachable(String reason) throws InterruptedException {
        var pause = backoff.pause();
        LOG.atDebug()
                .addKeyValue("error", reason)
                .addKeyValue("pause", pause)
                .log("reports wait for the coordinator");
        sleeper.sleep(pause);
        return Integer.MAX_VALUE;
    }

    private void remove(long upTo) {
        lock.lock();
        try {
            if (queue.removeUpTo(upTo)) {
                keep();
            }
            if (dropped > 0) {
                LOG.atWarn().addKeyValue("count", dropped).log("reports of detail were dropped");
                dropped = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Stops sending, also in the middle of a batch; it is sent again by the next process.
    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

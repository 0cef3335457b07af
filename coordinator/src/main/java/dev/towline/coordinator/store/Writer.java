package dev.towline.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes.
///
/// A call into SQLite pins a virtual thread, and several writers wait for each other in it; so
/// requests hand their work to this platform thread instead. It takes all that waits (up to a
/// limit), runs each piece in a savepoint of one transaction, commits once, and only then tells the
/// callers: what was answered is on the disk, and a failed piece takes no other with it. A failed
/// commit fails the whole group.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int LONGEST_QUEUE = 4096;
    private static final int LARGEST_GROUP = 256;

    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Connection connection;
    private final Memory memory;
    private final Thread thread;
    private volatile boolean closing;

    Writer(Connection connection, Memory memory) {
        this.connection = connection;
        this.memory = memory;
        this.thread = Thread.ofPlatform().name("store-writer").start(this::run);
    }

    void submit(Job<?> job) {
        if (closing || !queue.offer(job)) {
            throw new BusyException("the store's queue of " + LONGEST_QUEUE + " writes is full");
        }
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            var group = nextGroup();
            if (!group.isEmpty()) {
                write(group);
            }
        }
    }

    private List<Job<?>> nextGroup() {
        var group = new ArrayList<Job<?>>();
        try {
            group.add(queue.take());
        } catch (InterruptedException _) {
            // Only close() interrupts; what is queued is still written.
        }
        queue.drainTo(group, LARGEST_GROUP - group.size());
        return group;
    }

    private void write(List<Job<?>> group) {
        var news = new ArrayList<Runnable>();
        try {
            execute("BEGIN IMMEDIATE");
            for (var job : group) {
                news.addAll(perform(job));
            }
            execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            giveUp(group, e);
            return;
        }
        news.forEach(Writer::tell);
        group.forEach(Job::committed);
    }

    private List<Runnable> perform(Job<?> job) throws SQLException {
        var transaction = new Transaction(connection, memory);
        execute("SAVEPOINT job");
        try {
            job.perform(transaction);
            execute("RELEASE job");
            return transaction.news();
        } catch (RuntimeException | Error e) {
            // An error too: this thread must outlive every piece of work.
            execute("ROLLBACK TO job");
            execute("RELEASE job");
            job.failed(e);
            return List.of();
        }
    }

    private void giveUp(List<Job<?>> group, Exception cause) {
        LOG.atError().setCause(cause).log("Could not commit");
        var failure = new StoreException("could not commit", cause);
        group.forEach(job -> job.failed(failure));
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has already rolled back by itself on a full disk or an I/O error.
            LOG.atDebug().setCause(e).log("Nothing to roll back");
        }
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Could not tell what was written");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Writes what is queued, then ends.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                LOG.atError().log("The store's writer did not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var leftOver = new ArrayList<Job<?>>();
        queue.drainTo(leftOver);
        leftOver.forEach(job -> job.failed(new BusyException("the store is closing")));
    }
}

package dev.towline.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A few platform threads that read, each with a read-only connection at a time.
final class Readers implements AutoCloseable {
    private static final int LONGEST_QUEUE = 4096;

    private final BlockingQueue<Connection> connections;
    private final ThreadPoolExecutor threads;

    Readers(List<Connection> connections) {
        this.connections = new ArrayBlockingQueue<>(connections.size(), false, connections);
        this.threads =
                new ThreadPoolExecutor(
                        connections.size(),
                        connections.size(),
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(LONGEST_QUEUE),
                        Thread.ofPlatform().name("store-reader-", 1).factory());
    }

    <T> Future<T> submit(Function<Reading, T> work) {
        try {
            return threads.submit(() -> read(work));
        } catch (RejectedExecutionException _) {
            throw new BusyException("the store's queue of " + LONGEST_QUEUE + " reads is full");
        }
    }

    private <T> T read(Function<Reading, T> work) throws InterruptedException, SQLException {
        var connection = connections.take();
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            try {
                return work.apply(new Transaction(connection));
            } finally {
                statement.execute("ROLLBACK");
            }
        } finally {
            connections.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        threads.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}

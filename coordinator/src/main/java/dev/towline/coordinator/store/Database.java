package dev.towline.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// The coordinator's memory: SQLite in WAL mode.
///
/// What `write` returned for is on the disk (`synchronous=FULL`) and survives a kill and a power
/// cut. Writes are serial, so work that reads and then writes sees no one else's change between.
/// Neither call runs SQLite on the caller's thread.
public final class Database implements AutoCloseable {
    static final String FILE = "towline.db";
    private static final int READERS = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Path file;
    private final Connection connection;
    private final Memory memory = new Memory();
    private final Writer writer;
    private final Readers readers;
    private volatile Latency latency = (_, _) -> {};

    private Database(Path file, Connection connection, Readers readers) {
        this.file = file;
        this.connection = connection;
        this.writer = new Writer(connection, memory);
        this.readers = readers;
    }

    /// Opens, checks and migrates the store of this folder.
    ///
    /// @throws StoreException where it is damaged, or of a newer program
    public static Database open(DataDirectory directory) {
        directory.makeSecret(FILE);
        NativeLibrary.unpackInto(directory.resolve("native"));
        var connections = new Connections(directory.resolve(FILE));
        try {
            var connection = connections.writing();
            try {
                check(connection);
                Migrations.apply(connection);
                return new Database(directory.resolve(FILE), connection, readers(connections));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("could not open the store", e);
        }
    }

    private static void check(Connection connection) throws SQLException {
        var verdict = Connections.pragma(connection, "integrity_check(1)");
        if (!verdict.equals("ok")) {
            throw new StoreException("could not open the store: it is damaged: " + verdict);
        }
    }

    private static Readers readers(Connections connections) throws SQLException {
        var reading = new ArrayList<Connection>();
        for (int i = 0; i < READERS; i++) {
            reading.add(connections.reading());
        }
        return new Readers(reading);
    }

    /// Does the work and returns once it is durable.
    ///
    /// @throws BusyException where the store does not keep up; the work may still be done later
    public <T> T write(Function<Transaction, T> work) {
        var job = new Job<T>(work);
        return timed(
                Latency.Use.WRITE,
                () -> {
                    writer.submit(job);
                    return await(job.answer());
                });
    }

    /// Reads from one consistent view of what is durable.
    public <T> T read(Function<Reading, T> work) {
        return timed(Latency.Use.READ, () -> await(readers.submit(work)));
    }

    /// Tells this from now on.
    public void timedBy(Latency other) {
        latency = other;
    }

    private <T> T timed(Latency.Use use, Supplier<T> asking) {
        long start = System.nanoTime();
        try {
            return asking.get();
        } finally {
            latency.took(use, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /// Takes away the mark of a backup that was put in the store's place.
    ///
    /// @return whether there was one, and so what happened after the backup is forgotten
    public static boolean takeBackupStamp(Transaction transaction) {
        return BackupStamp.take(transaction);
    }

    /// The file that it lies in.
    public Path file() {
        return file;
    }

    /// What work told to remember.
    public Memory memory() {
        return memory;
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new BusyException("the store did not answer within " + LONGEST_WAIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BusyException("interrupted while waiting for the store");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new StoreException("could not use the store", e);
        }
    }

    @Override
    public void close() {
        writer.close();
        try {
            readers.close();
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("could not close the store", e);
        }
    }
}

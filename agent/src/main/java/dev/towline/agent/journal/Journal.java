package dev.towline.agent.journal;

import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// An environment's journal: written before the act that it announces, durable on return.
///
/// It holds intent. What is, is read from the engine and the disk.
public final class Journal {
    private final Storage file;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Entries entries;

    /// Holds, after any crash, either the old or the new content.
    public interface Storage {

        /// The content; empty when it was never written.
        Optional<byte[]> read();

        /// Replaces the content; durable on return.
        void write(byte[] content);
    }

    private Journal(Storage file, Entries entries) {
        this.file = file;
        this.entries = entries;
    }

    /// Opens the journal; one that was never written is empty.
    ///
    /// @throws JournalException where it cannot be read, or is not a journal: nothing is guessed
    ///   then
    public static Journal open(Path path) {
        return on(new JournalFile(path));
    }

    /// The same on another storage than a file.
    public static Journal on(Storage file) {
        var content = file.read();
        if (content.isEmpty()) {
            return new Journal(file, Entries.EMPTY);
        }
        try {
            return new Journal(file, Json.read(content.get(), Entries.class));
        } catch (IOException e) {
            throw new JournalException(file + " is not a journal of this version", e);
        }
    }

    public Entries entries() {
        return entries;
    }

    /// Changes the entries; on return the change is durable.
    ///
    /// @throws JournalException where it cannot be written; then the entries stay as they were
    public Entries update(UnaryOperator<Entries> change) {
        lock.lock();
        try {
            var next = change.apply(entries);
            file.write(Json.bytes(next));
            entries = next;
            return next;
        } finally {
            lock.unlock();
        }
    }
}

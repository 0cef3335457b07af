package dev.towline.agent.reconcile;

import dev.towline.agent.journal.Journal;
import dev.towline.agent.journal.JournalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The journal's file; the process may die right after a write.
final class JournalDisk implements Journal.Storage {
    private final Path path;
    private final JournalFile file;
    int writes;
    int cutAfter = Integer.MAX_VALUE;

    JournalDisk(Path path) {
        this.path = path;
        this.file = new JournalFile(path);
    }

    /// It is gone, as on a disk that was replaced.
    void lose() {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read() {
        return file.read();
    }

    @Override
    public void write(byte[] content) {
        file.write(content);
        if (++writes == cutAfter) {
            throw new PowerCut();
        }
    }
}

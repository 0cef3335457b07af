package dev.towline.agent.journal;

import dev.towline.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A journal's file. That it cannot be read or written is no matter of choice for anybody.
public final class JournalFile implements Journal.Storage {
    private final Path path;
    private final DurableFile file;

    public JournalFile(Path path) {
        this.path = path;
        this.file = new DurableFile(path);
    }

    /// The content; empty when it was never written.
    ///
    /// @throws JournalException where it cannot be read
    @Override
    public Optional<byte[]> read() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new JournalException("could not read " + path + ": " + e.getMessage(), e);
        }
    }

    /// Replaces the content; durable on return.
    ///
    /// @throws JournalException where it cannot be written; the old content stands
    @Override
    public void write(byte[] content) {
        try {
            file.write(content);
        } catch (IOException e) {
            throw new JournalException("could not write " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

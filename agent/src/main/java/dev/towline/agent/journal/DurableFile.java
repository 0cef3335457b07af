package dev.towline.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A file that holds, after any crash or power cut, either its old or its new content.
///
/// Written beside itself, fsynced, renamed, and the folder fsynced: only then `write` returns.
/// Readable by its owner only.
public final class DurableFile implements Journal.Storage {
    private final Path file;
    private final Path draft;

    public DurableFile(Path file) {
        this.file = file.toAbsolutePath();
        this.draft = this.file.resolveSibling(this.file.getFileName() + ".new");
    }

    /// The content; empty when it was never written.
    ///
    /// @throws JournalException where it cannot be read
    @Override
    public Optional<byte[]> read() {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new JournalException("could not read " + file + ": " + e.getMessage(), e);
        }
    }

    /// Replaces the content; durable on return.
    ///
    /// @throws JournalException where it cannot be written; the old content stands
    @Override
    public void write(byte[] content) {
        try {
            Files.createDirectories(folder());
            Files.deleteIfExists(draft);
            writeDraft(content);
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new JournalException("could not write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private void writeDraft(byte[] content) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private Path folder() {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException("no folder above " + file);
        }
        return folder;
    }
}

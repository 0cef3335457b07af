package dev.towline.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A small file that holds, after any crash or power cut, either its old or its new content, whole.
///
/// Written beside itself, fsynced, renamed, and the folder fsynced: only then `write` returns. It
/// has one writer, and only its owner may read it, from the first moment.
public final class DurableFile {
    private final Path file;
    private final Path folder;
    private final Path draft;

    /// Names the file; nothing is touched yet.
    public DurableFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
        var parent = this.file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a durable file needs a folder to lie in");
        }
        this.folder = parent;
        this.draft = parent.resolve(this.file.getFileName() + ".new");
    }

    /// The content; empty when it was never written.
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Replaces the content; durable on return.
    ///
    /// A channel closes under a thread that was interrupted. What such a thread has to keep is kept
    /// all the same: the interrupt waits until it is on disk.
    ///
    /// @throws IOException where it cannot be written; the old content stands
    public void write(byte[] content) throws IOException {
        var interrupted = Thread.interrupted();
        try {
            replace(content);
        } catch (ClosedByInterruptException _) {
            interrupted |= Thread.interrupted();
            replace(content);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Removes the file; durable on return.
    ///
    /// @return whether there was one
    public boolean remove() throws IOException {
        var was = Files.deleteIfExists(file);
        if (was) {
            syncNames();
        }
        return was;
    }

    /// Removes what a process that died in the middle of a write left beside the file. Only for the
    /// one writer: another's write would fail.
    public void sweep() throws IOException {
        Files.deleteIfExists(draft);
    }

    private void replace(byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(draft);
        try (var out = open()) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncNames();
    }

    private void syncNames() throws IOException {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private FileChannel open() throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }
}

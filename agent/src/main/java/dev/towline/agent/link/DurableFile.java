package dev.towline.agent.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// Replaces a small file as a whole: after a power cut there is the old one or the new one.
final class DurableFile {
    private DurableFile() {}

    /// Writes the file, readable by its owner alone, and its folders.
    ///
    /// A channel closes under a thread that was interrupted. An interrupted thread may have an
    /// outcome to keep, so the interrupt waits until it is on disk.
    static void write(Path file, byte[] content) throws IOException {
        var interrupted = Thread.interrupted();
        try {
            replace(file, content);
        } catch (ClosedByInterruptException _) {
            interrupted |= Thread.interrupted();
            replace(file, content);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file");
        Files.createDirectories(folder);
        var next = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (var out = open(next)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        // Never readable by others, not even for a moment.
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }
}

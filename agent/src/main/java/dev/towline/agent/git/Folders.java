package dev.towline.agent.git;

import dev.towline.disk.Program;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done to whole folders: made durable, deleted.
final class Folders {
    private static final Duration LONGEST_SYNC = Duration.ofMinutes(5);

    private Folders() {}

    /// The folder that holds a file; only a file system's root has none.
    static Path holding(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new GitException("could not use " + file + ": it is in no folder");
        }
        return folder;
    }

    /// Makes a folder's list of names durable.
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Makes everything on a folder's file system durable with one call: thousands of single fsyncs
    /// take minutes on a cloud disk.
    static void syncFileSystem(Path folder) throws IOException {
        var command = List.of("sync", "-f", "--", folder.toString());
        try {
            var end = new Program(command).run(LONGEST_SYNC);
            if (end.isEmpty()) {
                throw new IOException("sync -f took longer than " + LONGEST_SYNC);
            }
            if (end.get().exitCode() != 0) {
                throw new IOException("sync -f failed: " + end.get().output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("sync -f was interrupted", e);
        }
    }

    /// Deletes a folder of our own and all that is in it; a link is deleted, never followed.
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}

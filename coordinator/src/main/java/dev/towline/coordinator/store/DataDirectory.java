package dev.towline.coordinator.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The coordinator's folder, held by one process at a time (a lock of the operating system, which a
/// killed process gives back).
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder if need be, for its owner alone, and takes it.
    ///
    /// @throws StoreException where another coordinator has it, or it cannot be made
    public static DataDirectory take(Path path) {
        try {
            Files.createDirectories(path, permissions("rwx------"));
            return lock(path).orElseThrow(() -> inUse(path));
        } catch (IOException e) {
            throw new StoreException("could not use the folder " + path, e);
        }
    }

    private static StoreException inUse(Path path) {
        return new StoreException(
                "could not use the folder " + path + ": another coordinator is using it");
    }

    /// Takes the folder; empty where a coordinator has it.
    ///
    /// @throws StoreException where there is no such folder, or it cannot be used
    public static Optional<DataDirectory> takeIfFree(Path path) {
        try {
            return lock(path);
        } catch (IOException e) {
            throw new StoreException("could not use the folder " + path, e);
        }
    }

    private static Optional<DataDirectory> lock(Path path) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locks(channel)) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new DataDirectory(path, channel));
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Held by another coordinator in this very process.
            return false;
        }
    }

    /// Where its store lies.
    public Path store() {
        return resolve(Database.FILE);
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /// Makes an empty file that only its owner may read, unless there is a file already.
    void makeSecret(String name) {
        try {
            if (Files.notExists(path.resolve(name))) {
                Files.createFile(path.resolve(name), permissions("rw-------"));
            }
        } catch (IOException e) {
            throw new StoreException("could not make the file " + path.resolve(name), e);
        }
    }

    /// Writes a file at once or not at all; only its owner may read it, from the first moment.
    public void writeSecret(String name, String text) {
        write(name, text, "rw-------");
    }

    /// Writes a file at once or not at all.
    public void write(String name, String text) {
        write(name, text, "rw-r--r--");
    }

    private void write(String name, String text, String permissions) {
        var temporary = path.resolve(name + ".new");
        var options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SYNC);
        try {
            Files.deleteIfExists(temporary);
            try (var channel = FileChannel.open(temporary, options, permissions(permissions))) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
            Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            sync();
        } catch (IOException e) {
            throw new StoreException("could not write the file " + path.resolve(name), e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String form) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(form));
    }

    /// Makes the names of the files in it durable.
    void sync() throws IOException {
        try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("could not give back the folder " + path, e);
        }
    }
}

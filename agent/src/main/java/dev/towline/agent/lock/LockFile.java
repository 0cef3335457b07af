package dev.towline.agent.lock;

import dev.towline.disk.DurableFile;
import dev.towline.wire.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A file that one process at most has locked, and beside it who that is.
///
/// The lock is `fcntl`'s, by `FileChannel.tryLock`: it dies with its process, however that ends,
/// and so is never stale. It knows nothing of `flock(1)`, and it has two oddities that shape this
/// class:
///
/// - It belongs to the process, not to the channel. So a list in memory keeps two threads apart.
/// - It is lost as soon as the process closes *any* channel on the file. So whoever finds the lock
///   in that list must not open the file, not even to read who has it: that stands in a file beside
///   it.
///
/// The file itself is never deleted. Whoever had opened it before would lock a file without a name,
/// while the next one locks a new one.
public final class LockFile {
    private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final Path holder;

    /// Names the file; its folder must exist.
    ///
    /// @throws LockException where it does not
    public LockFile(Path file) {
        try {
            var folder = file.toAbsolutePath().normalize().getParent();
            if (folder == null) {
                throw new LockException("could not lock " + file + ": it lies in no folder");
            }
            // One name for one file: the list knows it by its path.
            this.file = folder.toRealPath().resolve(file.getFileName());
            this.holder = this.file.resolveSibling(file.getFileName() + ".holder");
        } catch (IOException e) {
            throw new LockException("could not lock " + file + ": " + e, e);
        }
    }

    /// Takes the lock, or says who has it; never waits.
    ///
    /// @param me what others are told while we have it
    /// @throws LockException where the file cannot be opened, or the file system has no locks
    public Attempt tryTake(Holder me) {
        var here = HELD_HERE.putIfAbsent(file, me);
        if (here != null) {
            return new Attempt.Busy(here);
        }
        Optional<FileChannel> locked = Optional.empty();
        try {
            locked = locked();
        } catch (IOException e) {
            throw new LockException("could not lock " + file + ": " + e, e);
        } finally {
            if (locked.isEmpty()) {
                HELD_HERE.remove(file);
            }
        }
        return locked.isPresent() ? taken(locked.get(), me) : new Attempt.Busy(holder());
    }

    private Optional<FileChannel> locked() throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS),
                        ownerOnly);
        var locks = false;
        try {
            locks = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Code of another class loader has it, in this very process.
            locks = false;
        } finally {
            if (!locks) {
                channel.close();
            }
        }
        return locks ? Optional.of(channel) : Optional.empty();
    }

    private Attempt taken(FileChannel channel, Holder me) {
        var lock = new Lock(channel);
        try {
            new DurableFile(holder).write(Json.bytes(me));
            return new Attempt.Taken(lock);
        } catch (IOException e) {
            lock.close();
            throw new LockException("could not write " + holder + ": " + e, e);
        }
    }

    private @Nullable Holder holder() {
        try {
            var content = new DurableFile(holder).read();
            return content.isEmpty() ? null : Json.read(content.get(), Holder.class);
        } catch (IOException _) {
            // Another version's, or gone this moment: it is for people only.
            return null;
        }
    }

    /// Ours.
    private final class Lock implements HeldLock {
        private final FileChannel channel;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            try (channel) {
                Files.deleteIfExists(holder);
            } catch (IOException e) {
                throw new LockException("could not give up " + file + ": " + e, e);
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }
}

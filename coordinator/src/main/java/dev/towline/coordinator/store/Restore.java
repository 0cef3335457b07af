package dev.towline.coordinator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts a backup in the place of a folder's store, which is kept beside it. The folder's
/// coordinator must not run.
public final class Restore {
    /// The two beside the store must go with it: what they hold would be written into the backup.
    private static final List<String> FILES =
            List.of(Database.FILE, Database.FILE + "-wal", Database.FILE + "-shm");

    private Restore() {}

    /// Puts it there.
    ///
    /// @return the folder that the store was moved to; empty where there was none
    /// @throws StoreException where it cannot; what was there is there then
    public static Optional<Path> of(Path backup, DataDirectory directory, Instant now) {
        var fresh = directory.resolve("restored.db");
        try {
            Files.deleteIfExists(fresh);
            BackupFile.write(backup, fresh);
            var aside = moveAside(directory, now);
            Files.move(fresh, directory.resolve(Database.FILE), StandardCopyOption.ATOMIC_MOVE);
            directory.sync();
            return aside;
        } catch (IOException e) {
            throw new StoreException("could not put " + backup + " back", e);
        }
    }

    private static Optional<Path> moveAside(DataDirectory directory, Instant now)
            throws IOException {
        if (Files.notExists(directory.resolve(Database.FILE))) {
            return Optional.empty();
        }
        var aside = directory.resolve("replaced-" + now.toString().replace(':', '-'));
        Files.createDirectory(aside);
        for (var name : FILES.reversed()) {
            if (Files.exists(directory.resolve(name))) {
                Files.move(
                        directory.resolve(name),
                        aside.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return Optional.of(aside);
    }
}

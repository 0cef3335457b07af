package dev.towline.coordinator;

import dev.towline.coordinator.fleet.SigningKeys;
import dev.towline.coordinator.store.BusyException;
import dev.towline.coordinator.store.DataDirectory;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether requests can be sent to this coordinator.
///
/// Anybody may ask, as often as they like; so it looks once a second at most, one look at a time,
/// and who asks meanwhile waits for what it sees. Looking goes through the store's writer like a
/// change, but changes nothing, so nothing is written for it; it is no longer than that lets wait.
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long LEAST_ROOM = 16L * 1024 * 1024;

    private final DataDirectory directory;
    private final Database database;
    private final SigningKeys keys;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Look last =
            new Look("it was not looked at yet", System.nanoTime() - FRESH.toNanos());
    private volatile boolean ending;

    Readiness(DataDirectory directory, Database database, SigningKeys keys) {
        this.directory = directory;
        this.database = database;
        this.keys = keys;
    }

    private record Look(String trouble, long at) {
        boolean isOld() {
            return System.nanoTime() - at >= FRESH.toNanos();
        }
    }

    /// Why it is not ready, for everyone to read; empty: it is.
    String trouble() {
        if (ending) {
            return "the coordinator ends";
        }
        if (last.isOld()) {
            lookAgain();
        }
        return last.trouble();
    }

    private void lookAgain() {
        looking.lock();
        try {
            if (last.isOld()) {
                last = new Look(look(), System.nanoTime());
            }
        } finally {
            looking.unlock();
        }
    }

    /// It is not from now on.
    void end() {
        ending = true;
    }

    private String look() {
        try {
            if (!keys.isKept()) {
                return "the signing key is not in its file";
            }
            if (!hasRoom()) {
                return "the disk of the store is full or takes no writes";
            }
            return database.write(_ -> "");
        } catch (IOException | BusyException | StoreException e) {
            LOG.atWarn().setCause(e).log("Not ready");
            return "the store does not take changes, or the signing key cannot be read";
        }
    }

    private boolean hasRoom() throws IOException {
        var disk = Files.getFileStore(directory.resolve("."));
        return !disk.isReadOnly() && disk.getUsableSpace() >= LEAST_ROOM;
    }
}

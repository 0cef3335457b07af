package dev.towline.coordinator.backup;

import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.backup.BackupFolder.Kept;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.BackupFile;
import dev.towline.coordinator.store.Database;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes backups, one at a time, while the store goes on being used.
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Database database;
    private final Plan plan;
    private final InstantSource clock;
    private final BackupFolder folder;
    private final AtomicBoolean busy = new AtomicBoolean();

    public Backups(Database database, Plan plan, InstantSource clock) {
        this.database = database;
        this.plan = plan;
        this.clock = clock;
        this.folder = new BackupFolder(plan.folder());
    }

    /// Newest first.
    List<Kept> all() {
        return folder.all();
    }

    /// Makes one now.
    ///
    /// @param entry what the audit log is told of it
    /// @throws Refusal 409 where one is being made, or one of this moment is there
    Kept make(Function<Kept, Content> entry) {
        if (!busy.compareAndSet(false, true)) {
            throw Refusal.conflict(null, "a backup is being made; wait for it");
        }
        try {
            var made = onOwnThread();
            database.write(transaction -> {
                AuditStore.append(transaction, entry.apply(made));
                return made;
            });
            folder.prune(plan.keep());
            LOG.atInfo().addKeyValue("file", made.file()).log("Made a backup");
            return made;
        } finally {
            busy.set(false);
        }
    }

    /// Makes one if it is time by the plan.
    public void tick() {
        var now = clock.instant();
        if (!plan.every().isZero() && folder.all().stream().noneMatch(it -> covers(it, now))) {
            make(made -> scheduled(made, clock.instant()));
        }
    }

    /// One from the future, by a clock that was wrong, covers nothing.
    private boolean covers(Kept kept, Instant now) {
        return !kept.madeAt().isAfter(now) && kept.madeAt().isAfter(now.minus(plan.every()));
    }

    private static Content scheduled(Kept made, Instant now) {
        return new Content(
                now,
                "coordinator",
                "",
                "backup-made",
                String.valueOf(made.file().getFileName()),
                "by schedule",
                made.bytes() + " bytes",
                Content.DONE);
    }

    /// A call into SQLite that is long would hold up other virtual threads.
    private Kept onOwnThread() {
        var task = new FutureTask<>(this::copy);
        Thread.ofPlatform().name("backup").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a backup is made", e);
        }
    }

    private Kept copy() {
        var now = clock.instant();
        var file = folder.place(now);
        if (Files.exists(file)) {
            throw Refusal.conflict(null, "there is a backup of this very moment; try again");
        }
        BackupFile.write(database.file(), file);
        return new Kept(file, now, file.toFile().length());
    }
}

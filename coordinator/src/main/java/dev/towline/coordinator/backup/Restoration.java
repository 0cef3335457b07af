package dev.towline.coordinator.backup;

import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.deployment.GenerationStore;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a coordinator does first on a store that was put back from a backup: it has forgotten
/// orders that agents obeyed, so each environment goes on well above them.
public final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private Restoration() {}

    /// Does it, once after each time that a backup was put back.
    public static void complete(Database database, Instant now) {
        if (database.write(transaction -> complete(transaction, now))) {
            LOG.atWarn()
                    .log("The store was put back from a backup: what came after it is forgotten");
        }
    }

    private static boolean complete(Transaction transaction, Instant now) {
        if (!Database.takeBackupStamp(transaction)) {
            return false;
        }
        GenerationStore.beginNewMillion(transaction);
        AuditStore.append(
                transaction,
                new Content(
                        now,
                        "coordinator",
                        "cli",
                        "store-restored",
                        "store",
                        "",
                        "a backup was put back: entries and orders after it are lost; each"
                                + " environment's next generation begins a new million",
                        Content.DONE));
        return true;
    }
}

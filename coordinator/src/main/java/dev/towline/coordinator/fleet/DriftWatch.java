package dev.towline.coordinator.fleet;

import dev.towline.coordinator.notify.DriftFact;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.wire.Drift.Handling;
import dev.towline.wire.Status;
import java.time.Instant;
import java.util.Locale;

/// Notices in what agents report that a VM begins to differ from its accepted release, that what
/// differs is left to people, and that nothing differs any longer.
final class DriftWatch {
    private static final String NONE = "";

    private DriftWatch() {}

    static void look(Transaction transaction, AgentId agent, Status status, Instant at) {
        WatchStore.find(transaction, agent)
                .ifPresent(before -> look(transaction, before, status, at));
    }

    private static void look(
            Transaction transaction, WatchStore.Watched before, Status status, Instant at) {
        var fact = DriftFact.of(before.agent(), before.host(), status.drift());
        var worst = fact.worst().map(DriftWatch::word).orElse(NONE);
        if (worst.equals(before.drift())) {
            return;
        }
        WatchStore.putDrift(transaction, before.agent(), worst);
        boolean released = before.drift().equals(word(Handling.LEFT)) && !worst.equals(NONE);
        if (!released) {
            Outbox.tell(transaction, before.environment(), at, fact);
        }
    }

    private static String word(Handling handling) {
        return handling.name().toLowerCase(Locale.ROOT);
    }
}

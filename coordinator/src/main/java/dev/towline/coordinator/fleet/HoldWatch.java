package dev.towline.coordinator.fleet;

import dev.towline.coordinator.fleet.WatchStore.Watched;
import dev.towline.coordinator.notify.HoldFact;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import dev.towline.wire.Hold;
import dev.towline.wire.Status;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Notices in what agents report that somebody put a VM on hold there, and that the hold ended.
final class HoldWatch {
    private HoldWatch() {}

    /// To be called before the status takes the place of the last one.
    static void look(Transaction transaction, AgentId agent, Status status, Instant at) {
        var before = AgentStore.reportedHold(transaction, agent).orElse(null);
        if (!Objects.equals(before, status.hold())) {
            WatchStore.find(transaction, agent)
                    .ifPresent(it -> tell(transaction, it, before, status.hold(), at));
        }
    }

    private static void tell(
            Transaction transaction,
            Watched vm,
            @Nullable Hold before,
            @Nullable Hold now,
            Instant at) {
        if (before != null) {
            var ended = HoldFact.endedOn(vm.agent(), vm.host(), before, before.standsAt(at));
            Outbox.tell(transaction, vm.environment(), at, ended);
        }
        if (now != null) {
            var set = HoldFact.setOn(vm.agent(), vm.host(), now);
            Outbox.tell(transaction, vm.environment(), at, set);
        }
    }
}

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
    private static final String SOMEBODY = "somebody on the VM";

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
            Outbox.tell(transaction, vm.environment(), at, ended(vm, before, at).on(vm.host()));
        }
        if (now != null) {
            var set = HoldFact.set(vm.agent(), now);
            Outbox.tell(transaction, vm.environment(), at, set.on(vm.host()));
        }
    }

    private static HoldFact ended(Watched vm, Hold hold, Instant at) {
        return hold.standsAt(at)
                ? HoldFact.released(vm.agent(), hold, SOMEBODY)
                : HoldFact.expired(vm.agent(), hold);
    }
}

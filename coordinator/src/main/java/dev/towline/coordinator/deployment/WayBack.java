package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.AuditStore;
import dev.towline.coordinator.chain.Content;
import dev.towline.coordinator.rollout.RolloutView.Halted;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.wire.Terms;
import java.util.List;

/// Takes the VMs that a failed release was given to back to the one that was accepted before.
///
/// By a generation of its own, for no VM ever goes back to an older one. Who runs the earlier
/// release already is left alone, and is not in it.
final class WayBack {
    private final Chronicle chronicle;

    WayBack(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /// Orders it; where nothing was accepted before, there is no way back.
    void order(Transaction transaction, StoredRollout failed, Halted halted) {
        var order = DeploymentStore.order(transaction, failed.deployment()).orElseThrow();
        var next = GenerationStore.next(transaction, order.environment());
        RolloutStore.acceptedBefore(transaction, order, order.sha().hex())
                .map(before -> back(new Change(order, before, next), halted))
                .ifPresent(back -> {
                    RolloutStore.rolledBack(transaction, failed.deployment(), back);
                    AuditStore.append(transaction, content(back));
                    open(transaction, back, failed);
                });
    }

    /// From one release to another.
    private record Change(Order failed, Order before, Generation next) {}

    private static Content content(Order back) {
        return new Content(
                back.requestedAt(),
                "coordinator",
                "",
                "rollback-ordered",
                back.environment().value(),
                back.reason(),
                back.deployment() + " " + back.sha() + ", by " + back.requestedBy(),
                Content.DONE);
    }

    /// With the digests that were accepted, and nothing that somebody allowed for another release.
    private static Order back(Change change, Halted halted) {
        var failed = change.failed();
        var before = change.before();
        return new Order(
                failed.environment(),
                change.next(),
                before.sha(),
                before.repository(),
                before.branch(),
                before.stack(),
                false,
                "the rollout of " + failed.deployment(),
                "it was halted: " + halted.because(),
                halted.at(),
                List.of(),
                new Terms(
                        before.terms().images(),
                        Terms.Ancestry.ANY,
                        null,
                        failed.terms().drift(),
                        failed.terms().auditHead()),
                List.of(),
                null);
    }

    private void open(Transaction transaction, Order order, StoredRollout failed) {
        var moved = moved(failed);
        DeploymentStore.insert(transaction, order);
        RolloutStore.begin(transaction, order.deployment(), failed.plan().leaving());
        ReleasedStore.enrolled(transaction, order.environment()).stream()
                .filter(agent -> moved.contains(agent) || !runs(transaction, agent, order.sha()))
                .forEach(agent -> VmStore.add(transaction, order.deployment(), agent, null));
        ReleasedStore.release(transaction, order.deployment(), moved, 1, order.requestedAt());
        Opening.tell(chronicle, transaction, order);
        chronicle.announce(transaction, order.environment());
    }

    private static List<AgentId> moved(StoredRollout failed) {
        return failed.vms().stream()
                .filter(vm -> vm.releasedAt() != null)
                .map(StoredRollout.Vm::agent)
                .toList();
    }

    private static boolean runs(Reading reading, AgentId agent, CommitSha sha) {
        return ReleasedStore.order(reading, agent).filter(it -> it.sha().equals(sha)).isPresent();
    }
}

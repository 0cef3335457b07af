package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.Environment;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.policy.Decision;
import dev.towline.coordinator.policy.DeployPolicy;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.policy.Rule;
import dev.towline.coordinator.policy.Situation;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives orders: gathers the facts, decides and writes in one transaction, so that generations grow
/// by one, no two orders share one, and nothing changes between the decision and the order.
public final class Orders {
    private static final int MOST_WAITING = 100;

    private final Database database;
    private final Ledger ledger;

    public Orders(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /// Gives the order, or lets it wait for a second person, and returns once that is durable.
    ///
    /// @throws Refusal where the environment is unknown, the generation is another, or the policy
    ///   forbids it
    Given give(Wish wish, IdempotencyStore.@Nullable Key key, Act act) {
        return database.write(transaction -> {
            EnvironmentStore.existing(transaction, wish.environment());
            var before =
                    Optional.ofNullable(key).flatMap(it -> IdempotencyStore.given(transaction, it));
            return before.orElseGet(() -> giveNew(transaction, wish, key, act));
        });
    }

    /// Goes back to the release `to`, or to the last accepted one before what runs.
    Given rollBack(Wish wish, @Nullable String to, IdempotencyStore.@Nullable Key key, Act act) {
        return database.write(transaction -> {
            EnvironmentStore.existing(transaction, wish.environment());
            var before =
                    Optional.ofNullable(key).flatMap(it -> IdempotencyStore.given(transaction, it));
            return before.orElseGet(() -> {
                var target = RollbackTarget.find(transaction, wish.environment(), to);
                return giveNew(transaction, wish.with(target), key, act);
            });
        });
    }

    private Given giveNew(
            Transaction transaction, Wish wish, IdempotencyStore.@Nullable Key key, Act act) {
        var environment = EnvironmentStore.existing(transaction, wish.environment());
        var next = next(transaction, wish);
        return switch (decide(transaction, wish, environment, act)) {
            case Decision.Refused refused -> throw Verdicts.refusal(refused);
            case Decision.Forbidden forbidden -> throw Verdicts.refusal(forbidden);
            case Decision.NeedsApproval it -> {
                var pending = pending(wish.with(it.sha()), it.expiresAfter(), act);
                await(transaction, pending, key, act);
                yield new Given.Waiting(pending);
            }
            case Decision.Allowed it -> {
                var order = order(wish, environment, next, new Grant(it, act.who(), act, null));
                write(transaction, order, key);
                act.record(transaction, OrderDeed.given(wish.request().kind(), order));
                yield new Given.Ordered(order);
            }
        };
    }

    /// Gives an order that waited, if it may still be given now.
    ///
    /// @throws Refusal as when it is given at once, and where the approver is no second person
    Order approve(
            Transaction transaction,
            PendingOrder pending,
            DeployRequest.Approval approval,
            Act act) {
        var wish = pending.wish().with(pending.wish().request().approved(approval));
        var environment = EnvironmentStore.existing(transaction, wish.environment());
        var next = next(transaction, wish);
        return switch (decide(transaction, wish, environment, act)) {
            case Decision.Refused refused -> throw Verdicts.refusal(refused);
            case Decision.Forbidden forbidden -> throw Verdicts.refusal(forbidden);
            case Decision.NeedsApproval _ ->
                    throw Refusal.conflict(null, "the order needs yet another approval");
            case Decision.Allowed it -> {
                var grant = new Grant(it, pending.requestedBy(), act, act.who());
                var order = order(wish, environment, next, grant);
                write(transaction, order, null);
                ApprovalStore.approved(transaction, pending, order);
                act.record(transaction, OrderDeed.approved(pending, order, approval));
                yield order;
            }
        };
    }

    private static Decision decide(
            Transaction transaction, Wish wish, Environment environment, Act act) {
        var sha = wish.request().texts().sha();
        var facts = FactStore.facts(transaction, sha, environment, act.at());
        return DeployPolicy.decide(
                wish.request(), new Situation(environment.rules(), facts, act.at()));
    }

    private static Generation next(Transaction transaction, Wish wish) {
        var newest =
                GenerationSignal.generation(
                        DeploymentStore.newestOrder(transaction, wish.environment()));
        if (wish.goesBy().filter(known -> !known.equals(newest)).isPresent()) {
            throw Refusal.changedMeanwhile(
                    "If-Match", "the generation is " + EntityTag.of(newest) + " by now");
        }
        return GenerationStore.next(transaction, wish.environment());
    }

    private void write(Transaction transaction, Order order, IdempotencyStore.@Nullable Key key) {
        ledger.open(transaction, order);
        if (key != null) {
            IdempotencyStore.keep(transaction, key, order);
        }
    }

    private static PendingOrder pending(Wish wish, Duration expiresAfter, Act act) {
        return new PendingOrder(
                UUID.randomUUID().toString(),
                wish,
                act.who(),
                act.at(),
                act.at().plus(expiresAfter),
                null,
                null);
    }

    private static void await(
            Transaction transaction,
            PendingOrder pending,
            IdempotencyStore.@Nullable Key key,
            Act act) {
        var environment = pending.wish().environment();
        if (ApprovalStore.waitingIn(transaction, environment, act.at()) >= MOST_WAITING) {
            throw Refusal.conflict(
                    null, MOST_WAITING + " orders for " + environment + " wait for approval");
        }
        ApprovalStore.insert(transaction, pending, key);
        act.record(transaction, OrderDeed.requested(pending));
    }

    /// @param requestedBy who wanted it
    /// @param act who gives it
    /// @param approvedBy null: it needed no approval
    private record Grant(
            Decision.Allowed allowed, String requestedBy, Act act, @Nullable String approvedBy) {}

    private static Order order(
            Wish wish, Environment environment, Generation generation, Grant grant) {
        var allowed = grant.allowed();
        return new Order(
                environment.name(),
                generation,
                allowed.sha(),
                environment.repository(),
                environment.branch(),
                environment.stack(),
                wish.request().force().triesAgain(),
                grant.requestedBy(),
                allowed.reason(),
                grant.act().at(),
                wish.acceptVolumeChange(),
                allowed.terms(),
                allowed.overridden().stream().map(Rule::word).toList(),
                grant.approvedBy());
    }
}

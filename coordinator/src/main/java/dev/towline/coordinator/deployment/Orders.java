package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.Environment;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.policy.Decision;
import dev.towline.coordinator.policy.DeployPolicy;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.policy.Facts;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import dev.towline.ids.Generation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives orders: checks and writes them in one transaction, so that generations grow by one and no
/// two orders share one, whoever asks at the same time.
final class Orders {
    private static final int MOST_CANDIDATES = 5;

    private final Database database;
    private final Ledger ledger;

    Orders(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /// What is asked for.
    ///
    /// @param acceptVolumeChange what the caller gives up, checked
    /// @param known the generation that the caller goes by; empty where any will do
    record Wish(
            EnvironmentName environment,
            DeployRequest request,
            boolean forced,
            List<String> acceptVolumeChange,
            Optional<Generation> known,
            IdempotencyStore.@Nullable Key key) {}

    /// Gives the order and returns once it is durable.
    ///
    /// @throws Refusal where the environment is unknown, the generation is another, or the policy
    ///   forbids it
    Order give(Wish wish, Act act) {
        return database.write(transaction -> give(transaction, wish, act));
    }

    private Order give(Transaction transaction, Wish wish, Act act) {
        var environment = EnvironmentStore.existing(transaction, wish.environment());
        return madeBefore(transaction, wish)
                .orElseGet(() -> giveNew(transaction, wish, environment, act));
    }

    private static Optional<Order> madeBefore(Transaction transaction, Wish wish) {
        return Optional.ofNullable(wish.key())
                .flatMap(key -> IdempotencyStore.madeBefore(transaction, key));
    }

    private Order giveNew(Transaction transaction, Wish wish, Environment environment, Act act) {
        var newest =
                GenerationSignal.generation(
                        DeploymentStore.newestOrder(transaction, wish.environment()));
        requireKnown(wish, newest);
        var allowed = allowed(wish, facts(transaction, wish.request().sha(), environment));
        var order = order(wish, environment, newest.next(), new Who(allowed, act));
        ledger.open(transaction, order);
        act.record(
                transaction,
                new Act.Deed(
                        "desired-set", wish.environment().value(), order.reason(), detail(order)));
        if (wish.key() != null) {
            IdempotencyStore.keep(transaction, wish.key(), order);
        }
        return order;
    }

    private static String detail(Order order) {
        var detail = order.deployment() + " " + order.sha();
        return order.acceptVolumeChange().isEmpty()
                ? detail
                : detail
                        + ", accepting a change of "
                        + String.join(", ", order.acceptVolumeChange());
    }

    private static void requireKnown(Wish wish, Generation newest) {
        if (wish.known().filter(known -> !known.equals(newest)).isPresent()) {
            throw Refusal.changedMeanwhile(
                    "If-Match", "the generation is " + EntityTag.of(newest) + " by now");
        }
    }

    private static Facts facts(
            Transaction transaction, @Nullable String sha, Environment environment) {
        var matching =
                sha != null && DeployPolicy.namesCommit(sha)
                        ? DeploymentStore.commitsLike(transaction, sha, MOST_CANDIDATES)
                        : List.<CommitSha>of();
        return new Facts(environment.confirmation(), matching);
    }

    private static Decision.Allowed allowed(Wish wish, Facts facts) {
        return switch (DeployPolicy.decide(wish.request(), facts)) {
            case Decision.Allowed allowed -> allowed;
            case Decision.Refused(var field, var rule, var remedy) ->
                    throw Refusal.unusable(field, rule, remedy);
        };
    }

    private record Who(Decision.Allowed allowed, Act act) {}

    private static Order order(Wish wish, Environment environment, Generation generation, Who who) {
        return new Order(
                environment.name(),
                generation,
                who.allowed().sha(),
                environment.repository(),
                environment.branch(),
                environment.stack(),
                wish.forced(),
                who.act().who(),
                who.allowed().reason(),
                who.act().at(),
                wish.acceptVolumeChange());
    }
}

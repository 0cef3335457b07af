package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.policy.DeployRequest;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.Order;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/approvals`: orders that wait for a second person, whose word gives them.
///
/// Whether the order may be given is decided again then: a freeze that began, a build that failed
/// or a newer generation counts.
public final class ApprovalRoutes implements Routes {
    private static final String PATH = "/api/v1/approvals";
    private static final String ONE = PATH + "/{approval}";
    private static final int LONGEST_REASON = 500;
    private static final int MOST_LISTED = 500;

    private final Database database;
    private final Orders orders;
    private final InstantSource clock;

    public ApprovalRoutes(Database database, Orders orders, InstantSource clock) {
        this.database = database;
        this.orders = orders;
        this.clock = clock;
    }

    record Body(@Nullable String confirm, @Nullable String reason) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Permission.READ, call -> Answer.ok(waiting(call.caller()))),
                Route.get(ONE, Permission.READ, this::one),
                Route.post(ONE, Permission.DEPLOY, this::approve),
                Route.delete(ONE, Permission.DEPLOY, this::withdraw));
    }

    private List<OrderAnswers.Pending> waiting(Caller caller) {
        var now = clock.instant();
        return database.read(reading -> ApprovalStore.waiting(reading, now)).stream()
                .filter(pending -> caller.reaches(pending.wish().environment()))
                .limit(MOST_LISTED)
                .map(pending -> OrderAnswers.shown(pending, now))
                .toList();
    }

    private Answer one(Call call) {
        var pending = database.read(reading -> existing(reading, call));
        return Answer.ok(OrderAnswers.shown(pending, clock.instant()));
    }

    private Answer approve(Call call) {
        var act = Act.of(call, clock.instant());
        var body = call.body(Body.class);
        var approval =
                new DeployRequest.Approval(
                        Persons.approving(call.caller()),
                        body.confirm(),
                        Reasons.plain(body.reason()));
        return OrderAnswers.accepted(
                database.write(transaction -> {
                    var pending = existing(transaction, call);
                    requireRequester(transaction, pending, act);
                    return pending.stateAt(act.at()) == PendingOrder.State.APPROVED
                            ? approvedBefore(transaction, pending, act)
                            : orders.approve(
                                    transaction, stillWaiting(pending, act), approval, act);
                }));
    }

    /// Who may not order any more does not order by another's word either.
    private static void requireRequester(Reading reading, PendingOrder pending, Act act) {
        if (pending.ordered().isEmpty() && ApprovalStore.isOrphaned(reading, pending, act.at())) {
            throw Refusal.conflict(
                    "approval", "the token of " + pending.requestedBy() + " is no longer good");
        }
    }

    /// Who approved it and got no answer asks again.
    private static Order approvedBefore(Transaction transaction, PendingOrder pending, Act act) {
        return pending.ordered()
                .filter(_ -> act.who().equals(pending.approvedBy()))
                .flatMap(deployment -> DeploymentStore.order(transaction, deployment))
                .orElseThrow(() ->
                        Refusal.conflict(
                                "approval",
                                pending.approvedBy()
                                        + " approved it already, as "
                                        + pending.deployment()));
    }

    private Answer withdraw(Call call) {
        var act = Act.of(call, clock.instant());
        var reason =
                call.query("reason")
                        .map(it -> Wanted.line("reason", it, LONGEST_REASON))
                        .orElse("");
        return database.write(transaction -> {
            var pending = stillWaiting(existing(transaction, call), act);
            ApprovalStore.expire(transaction, pending, act.at());
            act.record(transaction, OrderDeed.withdrawn(pending, reason));
            return new Answer.Empty(204, Map.of());
        });
    }

    private static PendingOrder stillWaiting(PendingOrder pending, Act act) {
        return switch (pending.stateAt(act.at())) {
            case PENDING -> pending;
            case APPROVED ->
                    throw Refusal.conflict(
                            "approval", "it was approved, as " + pending.deployment());
            case EXPIRED ->
                    throw Refusal.conflict(
                            "approval", "it ended at " + pending.expiresAt() + "; order it again");
        };
    }

    /// What is of an environment beyond the caller's reach is not told from what is not there.
    private static PendingOrder existing(Reading reading, Call call) {
        var id = call.parameter("approval", text -> text);
        return ApprovalStore.find(reading, id)
                .filter(pending -> call.caller().reaches(pending.wish().environment()))
                .orElseThrow(() -> Refusal.notFound("approval of that name"));
    }
}

package dev.towline.coordinator.hold;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.environment.EnvironmentStore;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.http.Wanted;
import dev.towline.coordinator.notify.HoldFact;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Transaction;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Holds;
import dev.towline.coordinator.watch.Holds.Held;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.wire.Hold;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments/{environment}/hold`: agents keep their hands off, or may lay them on
/// again. For the whole environment, or for the VM that `agent` names.
///
/// Orders are taken on meanwhile, and wait on the VMs. A hold that somebody gave on a VM itself
/// stands beside these, and neither ends the other.
public final class HoldRoutes implements Routes {
    private static final String PATH = "/api/v1/environments/{environment}/hold";
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final GenerationSignal signal;
    private final InstantSource clock;

    public HoldRoutes(Database database, GenerationSignal signal, InstantSource clock) {
        this.database = database;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.put(PATH, Permission.DEPLOY, this::hold),
                Route.delete(PATH, Permission.DEPLOY, this::release));
    }

    /// What is on hold.
    private record Scope(EnvironmentName environment, @Nullable AgentId agent) {
        String subject() {
            return agent == null ? environment.value() : environment + "/" + agent;
        }
    }

    private Answer hold(Call call) {
        var act = Act.of(call, clock.instant());
        var wish = call.body(HoldWish.class);
        var scope = new Scope(call.environment(), wish.agent());
        var held = new Held(scope.agent(), wish.by(act.who(), act.at()));
        database.write(transaction -> {
            requireKnown(transaction, scope);
            HoldEnds.tell(transaction, act.at());
            var before =
                    HoldStore.standing(transaction, scope.environment(), scope.agent(), act.at());
            tell(
                    transaction,
                    scope,
                    HoldStore.put(transaction, scope.environment(), held, act.at()));
            Outbox.tell(
                    transaction,
                    scope.environment(),
                    act.at(),
                    HoldFact.set(scope.agent(), held.hold()));
            var instead = before.map(it -> ", in place of: " + it.words()).orElse("");
            var detail = "until " + held.hold().until() + ", from " + call.from() + instead;
            act.record(
                    transaction,
                    new Act.Deed("hold-set", scope.subject(), held.hold().reason(), detail));
            return held;
        });
        return Answer.ok(held);
    }

    private Answer release(Call call) {
        var act = Act.of(call, clock.instant());
        var scope =
                new Scope(call.environment(), call.query("agent").map(this::agent).orElse(null));
        var reason =
                call.query("reason")
                        .map(it -> Wanted.line("reason", it, LONGEST_REASON))
                        .orElse("");
        return database.write(transaction -> {
            EnvironmentStore.existing(transaction, scope.environment());
            var ended =
                    HoldStore.standing(transaction, scope.environment(), scope.agent(), act.at())
                            .orElseThrow(() -> Refusal.notFound("hold of " + scope.subject()));
            tell(
                    transaction,
                    scope,
                    HoldStore.remove(transaction, scope.environment(), scope.agent(), act.at()));
            Outbox.tell(
                    transaction,
                    scope.environment(),
                    act.at(),
                    HoldFact.released(scope.agent(), ended, act.who()));
            act.record(
                    transaction,
                    new Act.Deed("hold-released", scope.subject(), reason, detail(ended, call)));
            return new Answer.Empty(204, Map.of());
        });
    }

    private static String detail(Hold ended, Call call) {
        return "from " + call.from() + ", it was " + ended.words();
    }

    private void tell(Transaction transaction, Scope scope, Holds holds) {
        transaction.afterCommit(() -> signal.announce(scope.environment(), holds));
    }

    private AgentId agent(String name) {
        try {
            return new AgentId(name);
        } catch (IllegalArgumentException _) {
            throw Refusal.notFound("agent of that name");
        }
    }

    private static void requireKnown(Reading reading, Scope scope) {
        EnvironmentStore.existing(reading, scope.environment());
        if (scope.agent() != null
                && !HoldStore.knows(reading, scope.environment(), scope.agent())) {
            throw Refusal.unusable(
                    "agent",
                    "there is no agent " + scope.agent() + " in " + scope.environment(),
                    "the id of an enrolled agent of the environment");
        }
    }
}

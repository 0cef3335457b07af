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
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.AgentId;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/api/v1/environments/{environment}/release`: what agents left to people may be brought back,
/// once, in the whole environment or on one VM. It ends no hold.
public final class ReleaseRoutes implements Routes {
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final GenerationSignal signal;
    private final InstantSource clock;

    public ReleaseRoutes(Database database, GenerationSignal signal, InstantSource clock) {
        this.database = database;
        this.signal = signal;
        this.clock = clock;
    }

    record Wish(@Nullable String reason, @Nullable AgentId agent) {}

    record Given(long number) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/v1/environments/{environment}/release",
                        Permission.DEPLOY,
                        this::release));
    }

    private Answer release(Call call) {
        var act = Act.of(call, clock.instant());
        var wish = call.body(Wish.class);
        var reason = Wanted.line("reason", wish.reason(), LONGEST_REASON);
        var environment = call.environment();
        var agent = wish.agent();
        return database.write(transaction -> {
            EnvironmentStore.existing(transaction, environment);
            if (agent != null && !HoldStore.knows(transaction, environment, agent)) {
                throw Refusal.unusable(
                        "agent",
                        "there is no agent " + agent + " in " + environment,
                        "the id of an enrolled agent of the environment");
            }
            var holds = HoldStore.release(transaction, environment, agent, act.at());
            var subject = agent == null ? environment.value() : environment + "/" + agent;
            act.record(
                    transaction,
                    new Act.Deed("drift-released", subject, reason, "from " + call.from()));
            transaction.afterCommit(() -> signal.announce(environment, holds));
            return Answer.ok(new Given(holds.number()));
        });
    }
}

package dev.towline.coordinator.fleet;

import dev.towline.coordinator.access.TokenStore;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.deployment.Ledger;
import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.store.Database;
import dev.towline.ids.AgentId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// `/api/v1/agents` for people: who is enrolled, and taking one out.
public final class AgentRoutes implements Routes {
    private final Database database;
    private final AgentStore agents;
    private final Retirement retirement;
    private final InstantSource clock;

    public AgentRoutes(
            Database database, AgentStore agents, Retirement retirement, InstantSource clock) {
        this.database = database;
        this.agents = agents;
        this.retirement = retirement;
        this.clock = clock;
    }

    /// What an agent leaves behind.
    public record Retirement(TokenStore tokens, Ledger ledger) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/agents", Permission.READ, this::seen),
                Route.delete("/api/v1/agents/{agent}", Permission.ADMINISTER, this::retire));
    }

    private Answer seen(Call call) {
        return Answer.ok(
                agents.all().stream()
                        .filter(vm -> call.caller().reaches(vm.environment()))
                        .toList());
    }

    private Answer retire(Call call) {
        var agent = call.parameter("agent", AgentId::new);
        var act = Act.of(call, clock.instant());
        return database.write(transaction -> {
            if (!agents.retire(transaction, agent, act.at())) {
                throw Refusal.notFound("agent " + agent);
            }
            retirement.tokens().revokeOf(transaction, agent, act.at());
            retirement.ledger().leave(transaction, agent, act.at());
            act.record(transaction, "agent-retired", agent.value(), "");
            return new Answer.Empty(204, Map.of());
        });
    }
}

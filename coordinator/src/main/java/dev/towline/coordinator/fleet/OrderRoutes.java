package dev.towline.coordinator.fleet;

import dev.towline.coordinator.http.Answer;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Caller;
import dev.towline.coordinator.http.EntityTag;
import dev.towline.coordinator.http.Permission;
import dev.towline.coordinator.http.Route;
import dev.towline.coordinator.http.Routes;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.coordinator.watch.Holds;
import dev.towline.coordinator.watch.News;
import dev.towline.coordinator.watch.Order;
import dev.towline.ids.AgentId;
import dev.towline.trust.Envelope;
import dev.towline.wire.AuditHead;
import dev.towline.wire.DesiredState;
import dev.towline.wire.HoldOrder;
import dev.towline.wire.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /api/v1/agent/desired`: an agent asks for its order, and may wait for a new one.
///
/// With `If-None-Match` and `Prefer: wait=N` (RFC 7240) the request's virtual thread is parked
/// until a newer generation is released to it, or the time is over (304). Each order is signed for
/// the agent that asks, from memory: to wake a thousand costs a thousand signatures and no query.
/// No order yet is generation 0: 204, or 304 to who knows it. An agent that names the holds that it
/// knows is told of newer ones the same way, and first.
public final class OrderRoutes implements Routes {
    private static final Duration GOOD_FOR = Duration.ofHours(24);
    private final GenerationSignal orders;
    private final Admission admission;
    private final Seal seal;
    private final InstantSource clock;

    public OrderRoutes(
            GenerationSignal orders, Admission admission, Seal seal, InstantSource clock) {
        this.orders = orders;
        this.admission = admission;
        this.seal = seal;
        this.clock = clock;
    }

    /// What makes an order ours.
    ///
    /// @param auditHead where the audit log stands; each order carries it, so that agents witness
    ///   it. Asked for once an order, so it costs no query
    public record Seal(SigningKeys keys, Supplier<AuditHead> auditHead) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/v1/agent/desired", Permission.AGENT, this::desired));
    }

    private Answer desired(Call call) {
        var agent = call.agent();
        var asked = admission.admit(call);
        var known = KnownNews.of(call);
        known.generation().ifPresent(it -> admission.hear(call, it));
        var news =
                call.whileAdmitted(() ->
                        orders.await(
                                agent.environment(),
                                it -> known.differFrom(it, agent.id()) || asked.getAsBoolean(),
                                known.patience()));
        // Hands are off before they are on something new.
        return known.lackHoldsOf(news)
                ? signed(news.holds(), agent)
                : ordered(news, known, agent.id());
    }

    private Answer ordered(News news, KnownNews known, AgentId agent) {
        var order = news.order(agent);
        var generation = GenerationSignal.generation(order);
        var headers = Map.of("ETag", EntityTag.of(generation));
        if (!known.lack(generation)) {
            return new Answer.Empty(304, headers);
        }
        return order.<Answer>map(o -> new Answer.Document(200, headers, signed(o, agent)))
                .orElseGet(() -> new Answer.Empty(204, headers));
    }

    private Answer signed(Holds holds, Caller.Agent agent) {
        var now = clock.instant();
        var order =
                new HoldOrder(
                        agent.environment(),
                        agent.id(),
                        holds.number(),
                        holds.standing(agent.id(), now),
                        now,
                        holds.release(agent.id()));
        return Answer.ok(
                Envelope.sign(HoldOrder.PAYLOAD_TYPE, Json.bytes(order), seal.keys().current()));
    }

    private Envelope signed(Order order, AgentId agent) {
        var now = clock.instant();
        var state =
                new DesiredState(
                        order.environment(),
                        agent,
                        order.generation(),
                        order.sha(),
                        order.deployment(),
                        order.repository(),
                        order.branch(),
                        order.stack(),
                        order.forced(),
                        order.requestedBy(),
                        order.reason(),
                        now,
                        now.plus(GOOD_FOR),
                        order.acceptVolumeChange(),
                        order.terms().witnessing(seal.auditHead().get()));
        return Envelope.sign(DesiredState.PAYLOAD_TYPE, Json.bytes(state), seal.keys().current());
    }
}

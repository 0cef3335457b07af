package dev.towline.coordinator.fleet;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.deployment.GenerationFloor;
import dev.towline.coordinator.fleet.Seat.Claim;
import dev.towline.coordinator.fleet.Seat.Verdict;
import dev.towline.coordinator.http.Call;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.watch.GenerationSignal;
import dev.towline.ids.Generation;
import dev.towline.wire.AgentProcess;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// Lets one process of an agent in, and no second one: two that obeyed the same orders, on a VM and
/// its clone, would both work on what the stack has outside. An agent that does not name its
/// process is not held to it.
public final class Admission {
    private final Database database;
    private final AgentStore agents;
    private final GenerationSignal signal;
    private final InstantSource clock;
    private final GenerationFloor floor;

    public Admission(
            Database database, AgentStore agents, GenerationSignal signal, InstantSource clock) {
        this.database = database;
        this.agents = agents;
        this.signal = signal;
        this.clock = clock;
        this.floor = new GenerationFloor(database, signal);
    }

    /// Lets the caller in.
    ///
    /// @return whether it is to ask again now instead of waiting, to show that it lives
    /// @throws Refusal 409 with who has its identity
    BooleanSupplier admit(Call call) {
        var agent = call.agent();
        var now = clock.instant();
        var instance = call.header(AgentProcess.INSTANCE_HEADER);
        if (instance.isPresent()) {
            var claim = new Claim(process(call, instance.get()), call.from());
            if (agents.seats().claim(agent.id(), claim, now) instanceof Verdict.Refused it) {
                throw refusal(call, claim, it);
            }
        }
        agents.seen(agent.id(), now);
        return () -> instance.filter(it -> agents.seats().asked(agent.id(), it, now)).isPresent();
    }

    /// Takes note of the newest generation that the caller has obeyed.
    void hear(Call call, Generation obeyed) {
        floor.seen(call.agent().environment(), obeyed, Act.of(call, clock.instant()));
    }

    private static AgentProcess process(Call call, String instance) {
        try {
            return new AgentProcess(instance, call.header(AgentProcess.BOOT_HEADER).orElse(""));
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed(AgentProcess.INSTANCE_HEADER, String.valueOf(e.getMessage()));
        }
    }

    private Refusal refusal(Call call, Claim claim, Verdict.Refused refused) {
        var words =
                "the identity of agent "
                        + call.agent().id()
                        + " is held by another process ("
                        + words(refused.holder())
                        + ") since "
                        + refused.since();
        switch (refused.news()) {
            case ASKED -> signal.wake(call.agent().environment());
            case PROVEN -> audit(call, "refused " + words(claim) + ": " + words);
            case NONE -> {}
        }
        return new Refusal(Refusal.problem(409, "identity-in-use", words, null, null));
    }

    private static String words(Claim claim) {
        return "instance " + claim.id() + " at " + claim.from();
    }

    private void audit(Call call, String detail) {
        var act = Act.of(call, clock.instant());
        database.write(transaction -> {
            act.record(transaction, "identity-in-use", call.agent().id().value(), detail);
            return detail;
        });
    }
}

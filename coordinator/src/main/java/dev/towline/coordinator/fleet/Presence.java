package dev.towline.coordinator.fleet;

import dev.towline.coordinator.fleet.WatchStore.Heard;
import dev.towline.coordinator.fleet.WatchStore.Watched;
import dev.towline.coordinator.notify.Outbox;
import dev.towline.coordinator.notify.PresenceFact;
import dev.towline.coordinator.store.Database;
import dev.towline.coordinator.store.Transaction;
import dev.towline.ids.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Gatherers;

/// Notices that nothing is heard of an agent any longer, and that it is back.
///
/// An agent asks for its order again at least each minute; two of silence are a failure. What was
/// noticed is in the store, so it is told once, whatever is started again in between. When agents
/// asked is in memory only: after a start each has the whole time again.
public final class Presence {
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /// In one transaction, for others have to write, too.
    private static final int MOST_AT_ONCE = 1000;

    private final Database database;
    private final AgentStore agents;
    private final InstantSource clock;
    private final Instant since;

    /// One that begins to listen now.
    public Presence(Database database, AgentStore agents, InstantSource clock) {
        this.database = database;
        this.agents = agents;
        this.clock = clock;
        this.since = clock.instant();
    }

    /// Looks at every agent; is to be done twice a minute.
    public void tick() {
        database.read(WatchStore::all).stream()
                .filter(this::changed)
                .map(Heard::agent)
                .gather(Gatherers.windowFixed(MOST_AT_ONCE))
                .forEach(some -> database.write(transaction -> note(transaction, some)));
    }

    private boolean changed(Heard agent) {
        return agent.awaySince() == null ? silent(agent) : last(agent).isAfter(agent.awaySince());
    }

    /// It may have retired meanwhile, or have reported.
    private List<AgentId> note(Transaction transaction, List<AgentId> agents) {
        for (var id : agents) {
            WatchStore.find(transaction, id)
                    .filter(agent -> changed(agent.heard()))
                    .ifPresent(agent -> turn(transaction, agent));
        }
        return agents;
    }

    private void turn(Transaction transaction, Watched agent) {
        var now = clock.instant();
        var heard = agent.heard();
        boolean away = heard.awaySince() == null;
        WatchStore.putAway(transaction, agent.agent(), away ? now : null);
        var fact =
                away
                        ? PresenceFact.away(agent.agent(), agent.host(), atLatest(heard))
                        : PresenceFact.back(agent.agent(), agent.host(), last(heard));
        Outbox.tell(transaction, agent.environment(), now, fact);
    }

    private boolean silent(Heard agent) {
        return atLatest(agent).plus(LONGEST_SILENCE).isBefore(clock.instant());
    }

    private Instant last(Heard agent) {
        return later(
                agents.lastAsked(agent.agent()).orElse(agent.lastStored()), agent.lastStored());
    }

    /// It may have asked right before the coordinator was started.
    private Instant atLatest(Heard agent) {
        return later(last(agent), since);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package dev.towline.coordinator.deployment;

import dev.towline.ids.AgentId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// When each agent last asked for something. In memory, for a poll must not cost a write.
public final class Contacts {
    private final Instant since;
    private final Map<AgentId, Instant> last = new ConcurrentHashMap<>();

    /// @param since from when on there is a memory; who was not heard of since may have been before
    public Contacts(Instant since) {
        this.since = since;
    }

    public void seen(AgentId agent, Instant at) {
        last.put(agent, at);
    }

    public void forget(AgentId agent) {
        last.remove(agent);
    }

    public Optional<Instant> of(AgentId agent) {
        return Optional.ofNullable(last.get(agent));
    }

    /// Whether the agent was heard of at that time or later.
    ///
    /// @param stored of its last report
    boolean heardOf(AgentId agent, @Nullable Instant stored, Instant since) {
        var known = last.getOrDefault(agent, Instant.MIN);
        return !known.isBefore(since) || (stored != null && !stored.isBefore(since));
    }

    /// The latest time that the agent may have been heard of.
    ///
    /// @param stored of its last report
    Instant atLatest(AgentId agent, @Nullable Instant stored) {
        var known = last.getOrDefault(agent, since);
        return stored != null && stored.isAfter(known) ? stored : known;
    }
}

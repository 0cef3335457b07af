package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.towline.ids.AgentId;
import java.time.Instant;

/// Nothing is heard of an agent, or something again.
public record PresenceFact(@JsonIgnore Topic topic, AgentId agent, String host, Instant lastContact)
        implements Fact {

    public static PresenceFact away(AgentId agent, String host, Instant lastContact) {
        return new PresenceFact(Topic.AGENT_AWAY, agent, host, lastContact);
    }

    public static PresenceFact back(AgentId agent, String host, Instant lastContact) {
        return new PresenceFact(Topic.AGENT_BACK, agent, host, lastContact);
    }

    @Override
    public Level level() {
        return topic == Topic.AGENT_AWAY ? Level.FAILURE : Level.SUCCESS;
    }

    @Override
    public String text() {
        var vm = agent + " on " + host;
        return topic == Topic.AGENT_AWAY
                ? vm + " is away: nothing was heard of it since " + lastContact
                : vm + " is back";
    }
}

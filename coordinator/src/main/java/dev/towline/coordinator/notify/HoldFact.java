package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.wire.Hold;
import org.jspecify.annotations.Nullable;

/// Agents keep their hands off, or need no longer.
///
/// @param agent the only VM that it is for; null: the whole environment
/// @param endedBy who released it; null: it expired, or stands
public record HoldFact(
        @JsonIgnore Topic topic,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AgentId agent,
        Hold hold,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String endedBy)
        implements Fact {

    public static HoldFact set(@Nullable AgentId agent, Hold hold) {
        return new HoldFact(Topic.HOLD_SET, agent, hold, null);
    }

    public static HoldFact released(@Nullable AgentId agent, Hold hold, String by) {
        return new HoldFact(Topic.HOLD_ENDED, agent, hold, by);
    }

    public static HoldFact expired(@Nullable AgentId agent, Hold hold) {
        return new HoldFact(Topic.HOLD_ENDED, agent, hold, null);
    }

    @Override
    public Level level() {
        return topic == Topic.HOLD_SET ? Level.WARNING : Level.INFO;
    }

    @Override
    public String text() {
        var what = agent == null ? "the environment" : agent.value();
        if (topic == Topic.HOLD_SET) {
            var end = hold.until() == null ? "" : " until " + hold.until();
            return what + " is on hold" + end + " by " + hold.user() + reason();
        }
        var end = endedBy == null ? " expired" : " was released by " + endedBy;
        return "the hold of " + what + " by " + hold.user() + end + reason();
    }

    private String reason() {
        return ": " + hold.reason();
    }
}

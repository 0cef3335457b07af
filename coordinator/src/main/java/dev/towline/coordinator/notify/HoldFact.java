package dev.towline.coordinator.notify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.wire.Hold;
import org.jspecify.annotations.Nullable;

/// Agents keep their hands off, or need no longer.
///
/// @param agent the only VM that it is for; null: the whole environment
/// @param host that VM's, where the hold was given on it; null: it was given through the
///   coordinator
/// @param endedBy who released it; null: it expired, or stands
public record HoldFact(
        @JsonIgnore Topic topic,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AgentId agent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String host,
        Hold hold,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String endedBy)
        implements Fact {
    private static final int LONGEST = 500;
    private static final int LONGEST_NAME = 100;

    /// What an agent says of a hold may be of any length.
    public HoldFact {
        var sudoUser = hold.sudoUser();
        hold =
                new Hold(
                        Excerpt.of(hold.reason(), LONGEST),
                        Excerpt.of(hold.user(), LONGEST_NAME),
                        sudoUser == null ? null : Excerpt.of(sudoUser, LONGEST_NAME),
                        hold.since(),
                        hold.until());
    }

    public static HoldFact set(@Nullable AgentId agent, Hold hold) {
        return new HoldFact(Topic.HOLD_SET, agent, null, hold, null);
    }

    public static HoldFact released(@Nullable AgentId agent, Hold hold, String by) {
        return new HoldFact(Topic.HOLD_ENDED, agent, null, hold, by);
    }

    public static HoldFact expired(@Nullable AgentId agent, Hold hold) {
        return new HoldFact(Topic.HOLD_ENDED, agent, null, hold, null);
    }

    /// The same of a hold that was given on the VM itself.
    public HoldFact on(String host) {
        return new HoldFact(topic, agent, host, hold, endedBy);
    }

    @Override
    public Level level() {
        return topic == Topic.HOLD_SET ? Level.WARNING : Level.INFO;
    }

    @Override
    public String text() {
        if (topic == Topic.HOLD_SET) {
            var end = hold.until() == null ? "" : " until " + hold.until();
            return what() + " is on hold" + end + " by " + hold.who() + reason();
        }
        var end = endedBy == null ? " expired" : " was released by " + endedBy;
        return "the hold of " + what() + " by " + hold.who() + end + reason();
    }

    private String what() {
        if (agent == null) {
            return "the environment";
        }
        return host == null ? agent.value() : agent + " on " + host;
    }

    private String reason() {
        return ": " + hold.reason();
    }
}

package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the coordinator says of holds to one agent: all that stand for its VM, and no others.
///
/// @param number of the environment's holds; grows with every change, also with a release, so that
///   an older document undoes nothing
/// @param release grows whenever a person lets what was left to people be brought back; each number
///   is obeyed once; null: there was none, and then not in the JSON, for older agents
/// @param holds for the whole environment and for this VM; empty: hands may be laid on
public record HoldOrder(
        EnvironmentName environment,
        AgentId agent,
        long number,
        List<Hold> holds,
        Instant issuedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long release) {
    /// The payload type of the envelope that carries it.
    public static final String PAYLOAD_TYPE = "application/vnd.towline.hold-order+json";

    /// The header in which an agent names the newest number that it has kept; one that sends none
    /// is told of no holds.
    public static final String KNOWN = "Towline-Holds";

    public HoldOrder {
        holds = Absent.orNone(holds);
    }

    /// One for which nothing was ever released.
    public HoldOrder(
            EnvironmentName environment,
            AgentId agent,
            long number,
            List<Hold> holds,
            Instant issuedAt) {
        this(environment, agent, number, holds, issuedAt, null);
    }

    /// The newest release; zero: there was none.
    public long newestRelease() {
        return release == null ? 0 : release;
    }
}

package dev.towline.agent.link;

import dev.towline.wire.DesiredState;
import dev.towline.wire.HoldOrder;

/// What came of asking for the desired state.
public sealed interface OrderAnswer {

    /// An order that the coordinator signed for this agent and environment. Whether its generation
    /// grows and it has not expired is for the receiver to judge.
    record Order(DesiredState desired) implements OrderAnswer {}

    /// What the coordinator signed of holds for this agent and environment. Whether its number
    /// grows is for the receiver to judge.
    record Holds(HoldOrder order) implements OrderAnswer {}

    /// No newer order than the one that the agent has, or none at all.
    record Unchanged() implements OrderAnswer {}

    /// An answer that must not be obeyed.
    record Unverified(String reason) implements OrderAnswer {}

    /// No usable answer; another try may bring one.
    record Unreachable(String reason) implements OrderAnswer {}

    /// The coordinator does not know this agent, or no longer.
    record Denied(int status) implements OrderAnswer {}
}

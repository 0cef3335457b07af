package dev.towline.wire;

import dev.towline.ids.AgentId;
import dev.towline.ids.EnvironmentName;
import dev.towline.trust.VerifyingKey;

/// An agent's identity: who it is, its token, and the key that its orders are signed with.
public record Enrolment(
        AgentId agent, EnvironmentName environment, String token, VerifyingKey coordinatorKey) {
    /// Leaves the token out.
    @Override
    public String toString() {
        return "Enrolment[agent=" + agent + ", environment=" + environment + "]";
    }
}

package dev.towline.coordinator.fleet;

import dev.towline.coordinator.http.Caller;
import dev.towline.wire.AgentReport;

/// Is told of each report that was taken in, once, when it is durable; must be quick, and must not
/// fail.
@FunctionalInterface
public interface ReportListener {
    void taken(Caller.Agent agent, AgentReport report);
}

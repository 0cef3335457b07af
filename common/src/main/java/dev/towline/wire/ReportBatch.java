package dev.towline.wire;

import java.util.List;

/// The body of `POST /api/v1/agent/reports`: in order of sequence.
public record ReportBatch(List<AgentReport> reports) {
    public ReportBatch {
        reports = List.copyOf(reports);
    }
}

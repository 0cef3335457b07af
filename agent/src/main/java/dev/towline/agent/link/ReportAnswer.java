package dev.towline.agent.link;

/// What came of reporting.
public sealed interface ReportAnswer {

    /// The coordinator keeps the reports up to this sequence number.
    record Acknowledged(long sequence) implements ReportAnswer {}

    /// The coordinator will never take this batch as it is.
    record Refused(String message) implements ReportAnswer {}

    /// Not now; the same batch may be sent again.
    record Unreachable(String reason) implements ReportAnswer {}
}

package dev.towline.wire;

/// The environment's status changed.
public record StatusReport(Status status) implements ReportEvent {}

package dev.towline.wire;

/// How far a long phase has come, in words (bytes pulled, what is waited for).
public record ProgressReport(Phase phase, String message) implements ReportEvent {}

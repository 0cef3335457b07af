package dev.towline.wire;

/// A phase began or ended.
public record PhaseReport(Phase phase, Moment moment, String message) implements ReportEvent {

    public enum Moment {
        STARTED,
        PASSED,
        FAILED,
        DEFERRED
    }
}

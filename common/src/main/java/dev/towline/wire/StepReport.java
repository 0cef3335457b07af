package dev.towline.wire;

import java.time.Duration;

/// One call to the engine: what, why, and what came of it.
public record StepReport(String step, String cause, Result result, String message, Duration took)
        implements ReportEvent {

    public enum Result {
        DONE,
        FAILED
    }
}

package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.ids.CommitSha;
import org.jspecify.annotations.Nullable;

/// How the deployment ended, why, and the SHA that runs now (null where none was ever accepted).
///
/// @param warning what was let pass, as a failed contract; null: nothing
public record OutcomeReport(
        Outcome outcome,
        String reason,
        @Nullable CommitSha running,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning)
        implements ReportEvent {

    /// An end at which nothing was let pass.
    public OutcomeReport(Outcome outcome, String reason, @Nullable CommitSha running) {
        this(outcome, reason, running, null);
    }
}

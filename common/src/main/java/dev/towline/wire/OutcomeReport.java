package dev.towline.wire;

import dev.towline.ids.CommitSha;
import org.jspecify.annotations.Nullable;

/// How the deployment ended, why, and the SHA that runs now (null where none was ever accepted).
public record OutcomeReport(Outcome outcome, String reason, @Nullable CommitSha running)
        implements ReportEvent {}

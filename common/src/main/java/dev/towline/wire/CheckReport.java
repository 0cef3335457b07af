package dev.towline.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// The verdict of one gate or guard, with its evidence (for a contract check, its own report).
public record CheckReport(
        Kind kind, String name, Verdict verdict, String message, @Nullable JsonNode evidence)
        implements ReportEvent {
    public CheckReport {
        // Read from JSON, a null is a node of its own.
        evidence = evidence == null || evidence.isNull() ? null : evidence;
    }

    /// What was checked.
    public enum Kind {
        FILES,
        GUARD,
        HOOK,
        CONTAINERS,
        STABLE,
        HEALTH,
        DIGESTS,
        CONTRACT
    }

    /// What came of it; `busy` is a guard's word for later, `warned` a failure that was not
    /// required.
    public enum Verdict {
        PASSED,
        FAILED,
        BUSY,
        WARNED
    }

    public boolean passed() {
        return verdict == Verdict.PASSED || verdict == Verdict.WARNED;
    }
}

package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing in which a VM differs from its accepted release.
///
/// @param what in words
/// @param since when the agent saw it first
/// @param events what the engine said of the container before that, oldest first; not what the
///   agent did itself
/// @param log the container's last lines, where it does not stay up; else empty
public record Drift(
        String what,
        Instant since,
        Handling handling,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> events,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String log) {

    /// What becomes of it.
    public enum Handling {
        /// The agent brings it back, or waits for it to come back by itself.
        HEALING,
        /// It is left as it is, until a person releases it or the next deployment.
        LEFT,
        /// It is only told: nothing of the accepted release is another than it was.
        NOTED
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "" : text;
    }

    public Drift {
        events = Absent.orNone(events);
        log = orNone(log);
    }
}

package dev.towline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A person's order to the agent to keep its hands off an environment.
///
/// @param user who gave it
/// @param sudoUser who became that user by `sudo`; null: nobody
/// @param until when it ends by itself, by the wall clock; null: when it is released
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
        String reason,
        String user,
        @Nullable String sudoUser,
        Instant since,
        @Nullable Instant until) {
    public Hold {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(user);
        Objects.requireNonNull(since);
    }

    public boolean standsAt(Instant now) {
        return until == null || now.isBefore(until);
    }

    /// As `root (jen by sudo)`.
    public String who() {
        return sudoUser == null ? user : user + " (" + sudoUser + " by sudo)";
    }

    /// As `on hold by root (jen by sudo) since … until …: the import runs`.
    public String words() {
        var end = until == null ? "it is released" : until.toString();
        return "on hold by " + who() + " since " + since + " until " + end + ": " + reason;
    }
}

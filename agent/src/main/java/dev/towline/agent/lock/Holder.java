package dev.towline.agent.lock;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Who holds a lock, for people; that it is held says the lock alone.
///
/// @param sudoUser who became the user by `sudo`; null: nobody
/// @param why as `deployment staging-3`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Holder(String user, @Nullable String sudoUser, long pid, String why, Instant since) {

    /// This process.
    public static Holder thisProcess(String why, Instant now) {
        var caller = Caller.ofThisProcess();
        return new Holder(
                caller.user(),
                caller.sudoUser(),
                ProcessHandle.current().pid(),
                why,
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    /// As `root (jen by sudo), process 4711, since 2026-02-03T10:00:00Z: deployment staging-3`.
    public String words() {
        var who = new Caller(user, sudoUser).words();
        return who + ", process " + pid + ", since " + since + ": " + why;
    }
}

package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import org.jspecify.annotations.Nullable;

/// Why people want something, as they wrote it.
final class Reasons {
    private Reasons() {}

    /// Whether there must be one, and how long it may be, the policy says.
    ///
    /// @throws Refusal 422 where it is not what it looks like
    static @Nullable String plain(@Nullable String reason) {
        return Wanted.plain("reason", reason, "1 to 500 characters on one line");
    }
}

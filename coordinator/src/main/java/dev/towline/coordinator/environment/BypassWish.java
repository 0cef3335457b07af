package dev.towline.coordinator.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.settings.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of a request for a contract bypass. It must end by itself, so that it is not forgotten.
///
/// @param span as `2h`
record BypassWish(
        @Nullable String owner,
        @Nullable String reason,
        @JsonProperty("for") @Nullable String span,
        @Nullable Instant expiresAt) {
    private static final int LONGEST_OWNER = 100;
    private static final int LONGEST_REASON = 500;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String LIMIT = "1m to 7d from now, as 30m, 2h or 3d";

    /// @throws Refusal 422 with the field that cannot be used
    GivenBypass by(Act act) {
        return new GivenBypass(
                Wanted.line("owner", owner, LONGEST_OWNER),
                Wanted.line("reason", reason, LONGEST_REASON),
                end(act.at()),
                act.who(),
                act.at());
    }

    private Instant end(Instant now) {
        if ((span == null) == (expiresAt == null)) {
            throw Refusal.unusable("for", "a bypass ends: say either for or expiresAt", LIMIT);
        }
        var end = span == null ? Wanted.present("expiresAt", expiresAt) : after(now, span);
        var left = Duration.between(now, end);
        if (left.compareTo(SHORTEST) < 0 || left.compareTo(LONGEST) > 0) {
            throw Refusal.unusable(
                    span == null ? "expiresAt" : "for", "the bypass would end at " + end, LIMIT);
        }
        return end;
    }

    private static Instant after(Instant now, String span) {
        try {
            return DurationText.parse(span)
                    .map(now::plus)
                    .orElseThrow(() -> Refusal.unusable("for", "it is no duration", LIMIT));
        } catch (ArithmeticException | DateTimeException _) {
            throw Refusal.unusable("for", "it is too long", LIMIT);
        }
    }
}

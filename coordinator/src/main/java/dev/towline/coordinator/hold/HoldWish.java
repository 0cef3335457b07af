package dev.towline.coordinator.hold;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.http.Wanted;
import dev.towline.ids.AgentId;
import dev.towline.settings.DurationText;
import dev.towline.wire.Hold;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The body of a request for a hold. It must end by itself: whoever gives it from afar may be away
/// when it is in the way.
///
/// @param span as `2h`
/// @param agent the only VM that it is for; null: the whole environment
record HoldWish(
        @Nullable String reason,
        @JsonProperty("for") @Nullable String span,
        @Nullable Instant until,
        @Nullable AgentId agent) {
    private static final int LONGEST_REASON = 500;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final String LIMIT = "1s to 30d, as 90s, 15m, 2h or 3d";

    /// @throws Refusal 422 with the field that cannot be used
    Hold by(String who, Instant now) {
        return new Hold(Wanted.line("reason", reason, LONGEST_REASON), who, null, now, end(now));
    }

    private Instant end(Instant now) {
        if ((span == null) == (until == null)) {
            throw Refusal.unusable("for", "a hold ends: say either for or until", LIMIT);
        }
        var end = span == null ? Wanted.present("until", until) : after(now, span);
        var left = Duration.between(now, end);
        if (left.compareTo(SHORTEST) < 0 || left.compareTo(LONGEST) > 0) {
            throw Refusal.unusable(
                    span == null ? "until" : "for", "the hold would end at " + end, LIMIT);
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

package dev.towline.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as people write them: `250ms`, `60s`, `10m`, `1h30m`, `2d`.
public final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("(?:[0-9]{1,9}(?:ms|[smhd]))+");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|[smhd])");

    private DurationText() {}

    /// The duration; empty where the text is none.
    public static Optional<Duration> parse(String text) {
        if (text.length() > 64 || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        return PART.matcher(text)
                .results()
                .map(it -> of(Long.parseLong(it.group(1)), it.group(2)))
                .reduce(Duration::plus);
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}

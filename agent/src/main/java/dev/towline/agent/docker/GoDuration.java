package dev.towline.agent.docker;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Durations as Go writes them, as `1m30s`: the canonical form's only one. Pure.
final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("0|(?:" + PART.pattern() + ")+");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private GoDuration() {}

    /// Reads one.
    ///
    /// @throws IllegalArgumentException where the text is not one
    static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        var nanos =
                PART.matcher(text)
                        .results()
                        .map(it -> nanos(it.group(1), it.group(2)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Duration.ofNanos(nanos.longValue());
    }

    private static BigDecimal nanos(String count, String unit) {
        return new BigDecimal(count).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L)));
    }
}

package dev.towline.agent.compose;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Compose's durations: `1m30s`, `1.5h`, `1d`, `250ms`.
final class Durations {
    private static final Map<String, Long> NANOS =
            Map.of(
                    "w", 7 * 24 * 3_600_000_000_000L,
                    "d", 24 * 3_600_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "m", 60_000_000_000L,
                    "s", 1_000_000_000L,
                    "ms", 1_000_000L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ns", 1L);
    private static final Pattern PART =
            Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(w|d|h|ms|m|us|µs|ns|s)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?(?:0|(?:" + PART.pattern() + ")+)");
    private static final int LONGEST = 64;

    private Durations() {}

    /// Reads Compose's form.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static Duration parse(String text) {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a duration like 1m30s");
        }
        var sum = BigDecimal.ZERO;
        var part = PART.matcher(text);
        while (part.find()) {
            var unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 1L));
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("must be a duration below 292 years");
        }
        return Duration.ofNanos(text.startsWith("-") ? -sum.longValue() : sum.longValue());
    }

    /// Go's form, as the canonical form has it: `1m30s`, `26h0m0s`, `1.5s`, `500ms`.
    static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return small(duration.toNanos());
        }
        var seconds =
                decimal(
                                BigDecimal.valueOf(duration.toSecondsPart())
                                        .add(BigDecimal.valueOf(duration.toNanosPart(), 9)))
                        + "s";
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m" + seconds;
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }

    private static String small(long nanos) {
        if (nanos >= 1_000_000) {
            return decimal(BigDecimal.valueOf(nanos, 6)) + "ms";
        }
        return nanos >= 1_000 ? decimal(BigDecimal.valueOf(nanos, 3)) + "µs" : nanos + "ns";
    }

    private static String decimal(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

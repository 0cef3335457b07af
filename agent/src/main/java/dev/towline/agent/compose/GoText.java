package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;

/// The text that Go's `%v` prints of a scalar: what a container gets for `LEVEL: 1.50`.
final class GoText {
    private static final int LEAST_EXPONENT = -4;
    private static final int LEAST_BIG_EXPONENT = 6;

    private GoText() {}

    static String of(JsonNode scalar) {
        return scalar.isDouble() ? decimal(scalar.doubleValue()) : scalar.asText();
    }

    // Shortest digits; an exponent below 1e-4 and from 1e6 on, with two digits at least.
    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return Double.compare(number, 0.0) < 0 ? "-0" : "0";
        }
        var digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        var exponent = digits.precision() - digits.scale() - 1;
        return exponent < LEAST_EXPONENT || exponent >= LEAST_BIG_EXPONENT
                ? scientific(digits, exponent)
                : digits.toPlainString();
    }

    private static String scientific(BigDecimal digits, int exponent) {
        var mantissa = digits.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return String.format(
                Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}

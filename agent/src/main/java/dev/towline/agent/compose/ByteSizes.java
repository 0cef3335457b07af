package dev.towline.agent.compose;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Docker's sizes: `512m`, `1.5g`, `64MiB`, `1024`; a unit is a power of 1024.
final class ByteSizes {
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?) ?(?:([kmgtp])i?)?b?");
    private static final String UNITS = "kmgtp";

    private ByteSizes() {}

    /// The size in bytes.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static long parse(String text) {
        var size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("must be a size like 512m");
        }
        var power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
        var bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("must be a size below 8 EiB");
        }
        return bytes.longValue();
    }
}

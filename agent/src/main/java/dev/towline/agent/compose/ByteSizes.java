package dev.towline.agent.compose;

import java.util.Locale;
import java.util.regex.Pattern;

/// Docker's sizes: `512m`, `1.5g`, `64MiB`, `1024`; a unit is a power of 1024.
final class ByteSizes {
    private static final Pattern SIZE =
            Pattern.compile(
                    "(\\+?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?) ?(?:([kmgtp])(?:i?b)?|b)?");
    private static final String UNITS = "kmgtp";
    private static final int LONGEST = 40;

    private ByteSizes() {}

    /// The size in bytes.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static long parse(String text) {
        var size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (text.length() > LONGEST || !size.matches()) {
            throw new IllegalArgumentException("must be a size like 512m");
        }
        var power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
        var bytes = Double.parseDouble(size.group(1)) * Math.pow(1024, power);
        if (bytes >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("must be a size below 8 EiB");
        }
        return (long) bytes;
    }
}

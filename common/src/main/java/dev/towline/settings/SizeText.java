package dev.towline.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/// Sizes as people write them: `0`, `512MiB`, `1GiB`; a unit is a power of 1024.
final class SizeText {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(?:([KMGT])iB)?");
    private static final String UNITS = "KMGT";

    private SizeText() {}

    /// In bytes.
    static Optional<Long> parse(String text) {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        var power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
        return Optional.of(Long.parseLong(size.group(1)) << (10 * power));
    }
}

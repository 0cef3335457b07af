package dev.towline.disk;

import java.util.List;
import java.util.Locale;

/// Tells from words of the engine, of a container or of the host whether a disk is full: none of
/// them says so in another way. Pure.
public final class FullDisk {
    private static final List<String> WORDS =
            List.of("no space left on device", "disk quota exceeded");

    private FullDisk() {}

    /// Whether the words of a failure say so, in any case.
    public static boolean isToldBy(String reason) {
        var plain = reason.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(plain::contains);
    }
}

package dev.towline.coordinator.http;

import org.jspecify.annotations.Nullable;

/// Checks on the fields of bodies, each named in the refusal.
public final class Wanted {
    private Wanted() {}

    /// A field that must be there.
    ///
    /// @throws Refusal 422 where it is missing
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw Refusal.unusable(field, "the field " + field + " is missing", null);
        }
        return value;
    }

    /// A line of text that must be there.
    ///
    /// @throws Refusal 422 where it is missing, blank, too long, or has control characters
    public static String line(String field, @Nullable String value, int longest) {
        var text = present(field, value);
        var limit = "1 to " + longest + " characters on one line";
        if (text.isBlank() || text.length() > longest) {
            throw Refusal.unusable(field, field + " has " + text.length() + " characters", limit);
        }
        return plain(field, text, limit);
    }

    /// A text that is what it looks like, on one line.
    ///
    /// @throws Refusal 422 where it has control characters
    public static <T extends @Nullable String> T plain(String field, T value, String limit) {
        if (value != null && value.codePoints().anyMatch(Wanted::isNoText)) {
            throw Refusal.unusable(field, field + " has control characters", limit);
        }
        return value;
    }

    /// What ends a line for some readers, shows a line otherwise than it is, or is half a sign.
    private static boolean isNoText(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> isOrderOfDirection(sign);
        };
    }

    private static boolean isOrderOfDirection(int sign) {
        return (sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2066 && sign <= 0x2069);
    }
}

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
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw Refusal.unusable(field, field + " has control characters", limit);
        }
        return text;
    }
}

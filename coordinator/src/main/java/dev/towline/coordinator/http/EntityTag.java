package dev.towline.coordinator.http;

import dev.towline.ids.Generation;
import java.util.Optional;
import java.util.regex.Pattern;

/// A generation as an entity tag (RFC 9110, 8.8.3), as `"7"`.
public final class EntityTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private EntityTag() {}

    public static String of(Generation generation) {
        return "\"" + generation + "\"";
    }

    /// The generation that the header names; empty where there is no such header, or it says `*`.
    ///
    /// @throws Refusal 400 where it is no such tag
    public static Optional<Generation> in(Call call, String header) {
        return call.header(header)
                .map(String::strip)
                .filter(value -> !value.equals("*"))
                .map(value -> parse(header, value));
    }

    private static Generation parse(String header, String value) {
        var tag = TAG.matcher(value);
        if (!tag.matches()) {
            throw Refusal.malformed(
                    header, "the header " + header + " is a generation in quotes, as \"7\"");
        }
        return new Generation(Long.parseLong(tag.group(1)));
    }
}

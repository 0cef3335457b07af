package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// A git commit's full name: 40 lower-case hex digits.
public record CommitSha(@JsonValue String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}");

    @JsonCreator
    public CommitSha {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a commit SHA has 40 lower-case hex digits");
        }
    }

    /// The seven digits that image tags carry.
    public String abbreviated() {
        return hex.substring(0, 7);
    }

    @Override
    public String toString() {
        return hex;
    }
}

package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The SHA-256 digest of an image's manifest or configuration, as `sha256:…`.
public record ImageDigest(@JsonValue String value) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    @JsonCreator
    public ImageDigest {
        if (!DIGEST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an image digest is sha256: and 64 lower-case hex digits");
        }
    }

    /// The first twelve digits, as the engine's own tools print them.
    public String abbreviated() {
        return value.substring(0, "sha256:".length() + 12);
    }

    @Override
    public String toString() {
        return value;
    }
}

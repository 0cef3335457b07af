package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The name of an environment; safe in paths, labels and host names.
public record EnvironmentName(@JsonValue String value) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    @JsonCreator
    public EnvironmentName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an environment's name has 1 to 63 lower-case letters, digits and inner hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// An enrolled agent in one environment; given by the coordinator at enrolment.
public record AgentId(@JsonValue String value) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,126}");

    @JsonCreator
    public AgentId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an agent's id has 1 to 127 lower-case letters, digits, dots and hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

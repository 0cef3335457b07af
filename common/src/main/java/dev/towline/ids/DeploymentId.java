package dev.towline.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// The attempt to bring an environment to one generation, as `production-7`.
public record DeploymentId(@JsonValue String value) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}-[1-9][0-9]{0,18}");

    @JsonCreator
    public DeploymentId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a deployment's id is an environment's name, a hyphen and a generation");
        }
    }

    public static DeploymentId of(EnvironmentName environment, Generation generation) {
        return new DeploymentId(environment + "-" + generation);
    }

    /// The environment that it is of.
    ///
    /// @throws IllegalArgumentException where there can be no environment of that name
    public EnvironmentName environment() {
        return new EnvironmentName(value.substring(0, value.lastIndexOf('-')));
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.towline.agent.compose;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The value of a variable, or null where it is not set.
@FunctionalInterface
interface Lookup {
    @Nullable String value(String name);

    static Lookup in(Map<String, String> variables) {
        return variables::get;
    }

    /// This one, and the other where this one has no value.
    default Lookup or(Lookup other) {
        return name -> {
            var value = value(name);
            return value != null ? value : other.value(name);
        };
    }
}

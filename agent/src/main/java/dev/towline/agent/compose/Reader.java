package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Reads a part of a Compose file to its canonical form.
@FunctionalInterface
interface Reader {
    /// The canonical form; null where it is left out, or where a problem was added.
    @Nullable JsonNode read(Field field);

    /// The same reader, with null where the canonical form is empty: an empty list, mapping or
    /// text, zero or false.
    static Reader nonEmpty(Reader reader) {
        return field -> {
            var value = reader.read(field);
            return value == null || isEmpty(value) ? null : value;
        };
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isEmpty();
        }
        if (value.isTextual()) {
            return value.asText().isEmpty();
        }
        return value.isNumber() ? value.doubleValue() == 0 : !value.asBoolean();
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// Reads a part of a Compose file to its canonical form.
@FunctionalInterface
interface Reader {
    /// The canonical form; null where it is left out, or where a problem was added.
    @Nullable JsonNode read(Field field);

    /// The same, and null where the canonical form is empty: an empty list, mapping or text, or
    /// false.
    default Reader omittedWhenEmpty() {
        return field -> {
            var value = read(field);
            return value == null || isEmpty(value) ? null : value;
        };
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.isNumber()
                        ? value.doubleValue() == 0
                        : value.isTextual() ? value.asText().isEmpty() : !value.asBoolean();
    }
}

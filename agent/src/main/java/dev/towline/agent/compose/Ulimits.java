package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// The limits of a service's processes: one number for both, or a soft and a hard one.
final class Ulimits {
    private static final Reader NUMBER = Reader.nonEmpty(Values::integer);
    private static final Reader SOFT_AND_HARD = Shape.empty().withEach(NUMBER, "soft", "hard");

    private Ulimits() {}

    static JsonNode read(Field field) {
        return Mappings.each(field, Ulimits::limit);
    }

    // Compose writes 0 as nothing at all.
    private static @Nullable JsonNode limit(Field field) {
        if (field.isMapping()) {
            return SOFT_AND_HARD.read(field);
        }
        var number = NUMBER.read(field);
        return number == null ? JsonNodeFactory.instance.objectNode() : number;
    }
}

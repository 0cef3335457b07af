package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// The env files of a service; a text becomes a mapping with `path`.
final class EnvFileList {
    private static final Shape LONG =
            Shape.empty()
                    .with("path", Values::text)
                    .with("required", Values::flag)
                    .with("format", Values::text);

    private EnvFileList() {}

    static JsonNode read(Field field) {
        return Lists.each(field, EnvFileList::file);
    }

    private static @Nullable JsonNode file(Field item) {
        return item.isMapping()
                ? LONG.read(item)
                : JsonNodeFactory.instance.objectNode().set("path", Values.text(item));
    }
}

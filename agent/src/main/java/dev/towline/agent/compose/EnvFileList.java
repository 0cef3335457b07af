package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/// The env files of a service; a text becomes a mapping with `path`.
final class EnvFileList {
    private static final Shape LONG =
            Shape.empty()
                    .with("path", Values::text)
                    .with("required", Values::flag)
                    .with("format", Values.textLike("raw|", "raw, or left out"));

    private EnvFileList() {}

    static JsonNode read(Field field) {
        if (field.isSequence()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (var item : field.items()) {
                var file = file(item);
                if (file != null) {
                    all.add(file);
                }
            }
            return all;
        }
        var single = field.text();
        var all = JsonNodeFactory.instance.arrayNode();
        if (single != null) {
            all.addObject().put("path", single);
        }
        return all;
    }

    private static @Nullable JsonNode file(Field item) {
        if (!item.isMapping()) {
            var path = item.text();
            return path == null ? null : JsonNodeFactory.instance.objectNode().put("path", path);
        }
        if (item.child("path") == null) {
            item.wrong("has no path");
        }
        return LONG.read(item);
    }
}

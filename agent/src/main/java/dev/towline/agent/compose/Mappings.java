package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/// Readers of mappings from names to texts, and of mappings from names to what is told of each;
/// their keys are sorted.
final class Mappings {
    private static final JsonNode EMPTY = TextNode.valueOf("");

    private Mappings() {}

    /// A mapping, or a list of `KEY=VALUE`; a key without a value has an empty one.
    static ObjectNode labels(Field field) {
        return keyValues(field, EMPTY);
    }

    /// A mapping, or a list of `KEY=VALUE`; a key without a value has null.
    static ObjectNode environment(Field field) {
        var environment = keyValues(field, NullNode.instance);
        environment
                .fieldNames()
                .forEachRemaining(it -> {
                    if (it.endsWith(" ") || it.endsWith("\t")) {
                        field.wrong("the key \"" + it + "\" must not end with a space");
                    }
                });
        return environment;
    }

    /// A mapping to what a reader makes of each; null where the reader has nothing.
    static ObjectNode each(Field field, Reader reader) {
        var sorted = new TreeMap<String, JsonNode>();
        field.entries()
                .forEach((key, it) -> {
                    var value = it.isNull() ? null : reader.read(it);
                    sorted.put(key, value == null ? NullNode.instance : value);
                });
        return object(sorted);
    }

    /// As `each`; of a list of names, each has null.
    static ObjectNode namesOrEach(Field field, Reader reader) {
        if (field.isMapping()) {
            return each(field, reader);
        }
        var sorted = new TreeMap<String, JsonNode>();
        Lists.texts(field).forEach(it -> sorted.put(it.asText(), NullNode.instance));
        return object(sorted);
    }

    private static ObjectNode keyValues(Field field, JsonNode absent) {
        var sorted = new TreeMap<String, JsonNode>();
        if (field.isMapping()) {
            field.entries().forEach((key, it) -> put(sorted, key, it, absent));
        } else {
            field.items().forEach(it -> putLine(sorted, it, absent));
        }
        return object(sorted);
    }

    private static void put(
            Map<String, JsonNode> sorted, String key, Field value, JsonNode absent) {
        if (key.startsWith("x-")) {
            value.wrong("Compose loses a key that begins with x-: write a list of KEY=VALUE");
        }
        var text = value.isNull() ? absent : Values.anyText(value);
        sorted.put(key, text == null ? absent : text);
    }

    private static void putLine(Map<String, JsonNode> sorted, Field item, JsonNode absent) {
        var text = item.text();
        var line = text == null ? "" : text;
        var equals = line.indexOf('=');
        var value = equals < 0 ? absent : TextNode.valueOf(line.substring(equals + 1));
        sorted.put(equals < 0 ? line : line.substring(0, equals), value);
    }

    private static ObjectNode object(Map<String, JsonNode> sorted) {
        var object = JsonNodeFactory.instance.objectNode();
        object.setAll(sorted);
        return object;
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Readers of lists and of mappings from texts to texts.
final class Lists {
    private Lists() {}

    /// A list of texts in which each stands once.
    static JsonNode texts(Field field) {
        return each(field, Values::text);
    }

    /// One text, or a list of them.
    static JsonNode textOrTexts(Field field) {
        return field.isSequence() ? texts(field) : single(Values.text(field));
    }

    private static JsonNode single(@Nullable JsonNode text) {
        var list = JsonNodeFactory.instance.arrayNode();
        return text == null ? list : list.add(text);
    }

    /// A list, each item by itself; of equal ones the first is kept.
    static ArrayNode each(Field field, Reader item) {
        var all = new LinkedHashSet<JsonNode>();
        for (var it : field.items()) {
            var value = item.read(it);
            if (value != null) {
                all.add(value);
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(all);
    }

    /// A command: null, a line split as a shell would, or a list.
    static JsonNode command(Field field) {
        if (field.isNull()) {
            return NullNode.instance;
        }
        var words = JsonNodeFactory.instance.arrayNode();
        if (field.isSequence()) {
            field.items().forEach(it -> addText(words, it));
            return words;
        }
        var line = field.text();
        try {
            ShellWords.split(line == null ? "" : line).forEach(words::add);
        } catch (IllegalArgumentException e) {
            field.wrong(String.valueOf(e.getMessage()));
        }
        return words;
    }

    private static void addText(ArrayNode words, Field item) {
        var text = item.text();
        if (text != null) {
            words.add(text);
        }
    }

    /// A mapping, or a list of `KEY=VALUE`; a key without a value has an empty one.
    static ObjectNode labels(Field field) {
        return keyValues(field, TextNode.valueOf(""));
    }

    /// A mapping, or a list of `KEY=VALUE`; a key without a value has null.
    static ObjectNode environment(Field field) {
        return keyValues(field, NullNode.instance);
    }

    /// A mapping of texts, numbers and nulls; null becomes an empty text.
    static ObjectNode options(Field field) {
        var sorted = new TreeMap<String, JsonNode>();
        field.entries().forEach((key, it) -> put(sorted, key, it, TextNode.valueOf("")));
        return object(sorted);
    }

    private static ObjectNode keyValues(Field field, JsonNode absent) {
        var sorted = new TreeMap<String, JsonNode>();
        if (field.isMapping()) {
            field.entries().forEach((key, it) -> put(sorted, key, it, absent));
        } else if (field.isSequence()) {
            field.items().forEach(it -> putLine(sorted, it, absent));
        } else {
            field.wrong("must be a mapping or a list of KEY=VALUE");
        }
        return object(sorted);
    }

    private static void put(
            Map<String, JsonNode> sorted, String key, Field value, JsonNode absent) {
        if (value.isNull()) {
            sorted.put(key, absent);
            return;
        }
        var text = value.anyText();
        if (text != null) {
            sorted.put(key, TextNode.valueOf(text));
        }
    }

    private static void putLine(Map<String, JsonNode> sorted, Field item, JsonNode absent) {
        var line = item.text();
        if (line == null) {
            return;
        }
        var equals = line.indexOf('=');
        var key = equals < 0 ? line : line.substring(0, equals);
        if (key.isEmpty() || Character.isWhitespace(key.charAt(key.length() - 1))) {
            item.wrong("must be KEY=VALUE without a space before the =");
            return;
        }
        sorted.put(key, equals < 0 ? absent : TextNode.valueOf(line.substring(equals + 1)));
    }

    private static ObjectNode object(Map<String, JsonNode> sorted) {
        var object = JsonNodeFactory.instance.objectNode();
        object.setAll(sorted);
        return object;
    }
}

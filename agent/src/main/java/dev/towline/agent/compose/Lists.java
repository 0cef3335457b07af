package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/// Readers of lists.
final class Lists {
    private Lists() {}

    /// A list of texts as it is.
    static ArrayNode texts(Field field) {
        return each(field, Values::text);
    }

    /// One text, or a list of them.
    static ArrayNode textOrTexts(Field field) {
        return each(field, Values::text);
    }

    /// One text, or a list of them, of which what is before a `=` stands once.
    static ArrayNode uniqueTexts(Field field) {
        return unique(textOrTexts(field), it -> beforeEquals(it.asText()));
    }

    /// Texts, numbers or booleans, each as text.
    static ArrayNode anyTexts(Field field) {
        return each(field, Values::anyText);
    }

    /// Each item by itself; what is not a list is the only item.
    static ArrayNode each(Field field, Reader item) {
        var all = JsonNodeFactory.instance.arrayNode();
        for (var it : field.isScalar() ? List.of(field) : field.items()) {
            var value = item.read(it);
            if (value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /// The same list with one item for each key: the last, where the first stood.
    static ArrayNode unique(JsonNode items, Function<JsonNode, String> key) {
        var all = new LinkedHashMap<String, JsonNode>();
        items.forEach(it -> all.put(key.apply(it), it));
        return JsonNodeFactory.instance.arrayNode().addAll(all.values());
    }

    /// A command: null, a line split as a shell would, or a list.
    static JsonNode command(Field field) {
        if (field.isNull()) {
            return NullNode.instance;
        }
        if (field.isSequence()) {
            return texts(field);
        }
        var words = JsonNodeFactory.instance.arrayNode();
        var line = field.text();
        try {
            ShellWords.split(line == null ? "" : line).forEach(words::add);
        } catch (IllegalArgumentException e) {
            field.wrong(String.valueOf(e.getMessage()));
        }
        return words;
    }

    private static String beforeEquals(String text) {
        var equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A project as text, as `docker compose config` prints it: a `$` is written `$$`, so that the text
/// is a Compose file again.
public final class ComposeForm {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ComposeForm() {}

    /// As `docker compose config --format json`, byte by byte.
    public static String json(LoadedProject project) {
        var separators =
                Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
        var indenter = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter()
                        .withSeparators(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
        try {
            return MAPPER.writer(printer)
                    .with(new GoEscapes())
                    .writeValueAsString(printed(project));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As YAML with the same content.
    public static String yaml(LoadedProject project) {
        return YamlText.of(printed(project));
    }

    // Label files are told by the labels that came of them.
    private static ObjectNode printed(LoadedProject project) {
        var sorted = new TreeMap<String, JsonNode>();
        sorted.put("services", JsonNodeFactory.instance.objectNode());
        var canonical = project.project().canonical();
        canonical.path("services").forEach(it -> ((ObjectNode) it).remove("label_file"));
        for (var part : List.of(canonical, project.extensions())) {
            part.properties().forEach(it -> sorted.put(it.getKey(), escaped(it.getValue())));
        }
        return JsonNodeFactory.instance.objectNode().setAll(sorted);
    }

    private static JsonNode escaped(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(escaped(node.asText()));
        }
        if (node.isArray()) {
            var items = JsonNodeFactory.instance.arrayNode();
            node.forEach(it -> items.add(escaped(it)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        var object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(it -> object.set(escaped(it.getKey()), escaped(it.getValue())));
        return object;
    }

    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    /// Go writes what could end a script element as escapes.
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            var codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_CUSTOM;
            codes['>'] = ESCAPE_CUSTOM;
            codes['&'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int sign) {
            return switch (sign) {
                case '<', '>', '&', '\u2028', '\u2029' ->
                        new SerializedString(String.format(Locale.ROOT, "\\u%04x", sign));
                default -> null;
            };
        }
    }
}

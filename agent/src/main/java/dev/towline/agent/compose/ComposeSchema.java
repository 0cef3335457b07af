package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What may stand where in a Compose file: keys, types, words, numbers' bounds. The schema speaks
/// of JSON; the complaints speak of the file, line and attribute.
final class ComposeSchema {
    private static final String RESOURCE = "compose-file.schema.json";
    private static final Map<String, String> TYPES =
            Map.of(
                    "string", "a text",
                    "number", "a number",
                    "integer", "a whole number",
                    "boolean", "true or false",
                    "array", "a list",
                    "object", "a mapping",
                    "null", "empty");

    private ComposeSchema() {}

    /// Reading the schema takes a while; an agent does it once.
    private static final class Loaded {
        static final JsonNode DOCUMENT = document();
        static final Schema SCHEMA =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(DOCUMENT);

        private static JsonNode document() {
            try (var in = ComposeSchema.class.getResourceAsStream(RESOURCE)) {
                return JsonMapper.builder().build().readTree(Objects.requireNonNull(in, RESOURCE));
            } catch (IOException e) {
                throw new UncheckedIOException("could not read " + RESOURCE, e);
            }
        }
    }

    /// Adds a problem for each thing that must not be where it is.
    static void check(Field root) {
        Loaded.SCHEMA.validate(JsonTree.plain(root.tree())).forEach(it -> tell(root, it));
    }

    private static void tell(Field root, Error error) {
        var field = at(root, error);
        var property = error.getProperty();
        switch (error.getKeyword()) {
            case "additionalProperties" ->
                    child(field, property).misshapen("not a Compose attribute");
            case "propertyNames" -> child(field, property).misshapen("is not " + words(error));
            case "required" -> field.misshapen("has no " + property);
            case "uniqueItems" -> twice(field);
            case "type" -> field.misshapen("must be " + types(field, error));
            default -> field.misshapen("must be " + words(error));
        }
    }

    // The validator looks at the values of a mapping too, where the keyword has no say.
    private static void twice(Field field) {
        if (field.isSequence()) {
            field.misshapen("has an item twice");
        }
    }

    private static Field child(Field field, @Nullable String property) {
        var child = property == null ? null : field.child(property);
        return child == null ? field : child;
    }

    private static String types(Field field, Error error) {
        var described = described(error);
        if (!described.isEmpty()) {
            return described;
        }
        var types = error.getSchemaNode();
        var named = types.isArray() ? types.valueStream() : Stream.of(types);
        var text = named.map(it -> TYPES.get(it.asText())).collect(Collectors.joining(" or "));
        var scalar = field.scalar();
        var quotable = scalar != null && !scalar.isNull() && text.startsWith("a text");
        return quotable ? text + ": quote it" : text;
    }

    // What the schema says in words about the value, else what the keyword says.
    private static String words(Error error) {
        var described = described(error);
        if (!described.isEmpty()) {
            return described;
        }
        var limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "enum" ->
                    "one of "
                            + String.join(", ", limit.valueStream().map(JsonNode::asText).toList());
            case "minimum" -> limit.asText() + " or more";
            case "maximum" -> limit.asText() + " or less";
            default -> error.getKeyword() + " " + limit.asText();
        };
    }

    private static String described(Error error) {
        var location = error.getSchemaLocation().getFragment().toString();
        var owner = location.substring(0, location.lastIndexOf('/'));
        var own = Loaded.DOCUMENT.at(location).path("description");
        return own.asText(Loaded.DOCUMENT.at(owner).path("description").asText(""));
    }

    private static Field at(Field root, Error error) {
        var field = root;
        var location = error.getInstanceLocation();
        for (var i = 0; i < location.getNameCount(); i++) {
            field = field.below(location.getElement(i));
        }
        return field;
    }
}

package dev.towline.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values by a schema of the document, mostly good ones, and values that are good for nothing.
final class RandomValues {
    private static final JsonNodeFactory JSON = Json.MAPPER.getNodeFactory();
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "a",
                    "production",
                    "DEPLOY",
                    "'; DROP TABLE deployments; --",
                    "<script>alert(1)</script>",
                    "../../etc/passwd",
                    "%00%2e%2e%2f",
                    "a\r\nX-Evil: 1",
                    "a\u0000b",
                    "\u202egnol",
                    "\ud83d\ude80\u00e9\u4e2d",
                    "\ud800",
                    "null",
                    "-1",
                    "2026-01-01T00:00:00Z",
                    "+1000000000-12-31T23:59:59Z",
                    "PT-1S",
                    "99999999999999999999d",
                    "${TOWLINE_SHA}",
                    "*",
                    "\"7\"");

    private final Random random;
    private final Description description;
    private final Map<String, List<String>> known;

    /// @param known good values of schemas, by the schema's name
    RandomValues(Random random, Description description, Map<String, List<String>> known) {
        this.random = random;
        this.description = description;
        this.known = known;
    }

    /// A value that the schema allows, as far as it is easy to make one.
    JsonNode good(JsonNode schema) {
        var reference = schema.path("$ref").asText("");
        var name = reference.substring(reference.lastIndexOf('/') + 1);
        if (known.containsKey(name)) {
            return JSON.textNode(one(known.get(name)));
        }
        var resolved = description.resolved(schema);
        for (var choice : List.of("oneOf", "anyOf", "examples", "enum")) {
            if (resolved.path(choice).isArray()) {
                var chosen =
                        resolved.path(choice).get(random.nextInt(resolved.path(choice).size()));
                return choice.endsWith("Of") ? good(chosen) : chosen.deepCopy();
            }
        }
        return resolved.has("const") ? resolved.path("const") : typed(resolved);
    }

    private JsonNode typed(JsonNode schema) {
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> JSON.numberNode(1 + random.nextInt(20));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            case "string" -> JSON.textNode("a text " + random.nextInt(100));
            default -> junk();
        };
    }

    private String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required = new ArrayList<String>();
        schema.path("required").forEach(it -> required.add(it.asText()));
        for (var property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || random.nextInt(3) == 0) {
                object.set(property.getKey(), good(property.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            object.set(text(), good(schema.path("additionalProperties")));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        var array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(good(schema.path("items")));
        }
        return array;
    }

    /// Something of any type.
    JsonNode junk() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextLong());
            case 3 -> JSON.numberNode(new BigDecimal("1e400"));
            case 4 -> JSON.numberNode(-1);
            case 5 -> JSON.numberNode(0.5);
            case 6 -> JSON.arrayNode().add("a").add(1);
            case 7 -> JSON.objectNode().put(text(), 1);
            case 8 -> nested(1 + random.nextInt(80));
            case 9 -> JSON.textNode("x".repeat(random.nextInt(3000)));
            default -> JSON.textNode(text());
        };
    }

    private JsonNode nested(int depth) {
        JsonNode inside = JSON.arrayNode();
        for (int i = 0; i < depth; i++) {
            inside = random.nextBoolean() ? JSON.arrayNode().add(inside) : wrapped(inside);
        }
        return inside;
    }

    private static JsonNode wrapped(JsonNode inside) {
        ObjectNode around = JSON.objectNode();
        around.set("a", inside);
        return around;
    }

    String text() {
        return one(TEXTS);
    }

    <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /// Breaks the tree in one place.
    void spoil(JsonNode tree) {
        switch (tree) {
            case ObjectNode object when random.nextInt(5) == 0 -> object.set(text(), junk());
            case ObjectNode object when !object.isEmpty() -> spoil(object);
            case ArrayNode array when !array.isEmpty() -> spoil(array);
            default -> {}
        }
    }

    private void spoil(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = one(names);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> spoil(object.get(name));
            default -> object.set(name, junk());
        }
    }

    private void spoil(ArrayNode array) {
        int index = random.nextInt(array.size());
        if (random.nextBoolean()) {
            array.set(index, junk());
        } else {
            spoil(array.get(index));
        }
    }
}

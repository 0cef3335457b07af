package dev.towline.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.towline.coordinator.TestCoordinator.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The OpenAPI document as a running coordinator serves it, for holding answers to it.
///
/// Fields that the document does not name are found too: it lets readers expect more of them, and
/// writers must not forget any.
final class Description {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;
    private final JsonNode strictly;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Description(JsonNode document) {
        this.document = document;
        this.strictly = closed(document.path("components").deepCopy());
        for (var path : document.path("paths").properties()) {
            for (var field : path.getValue().properties()) {
                if (METHODS.contains(field.getKey())) {
                    operations.add(
                            new Operation(
                                    field.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    path.getValue().path("parameters"),
                                    field.getValue()));
                }
            }
        }
    }

    static Description of(TestCoordinator coordinator) {
        return new Description(coordinator.get("/api/v1/openapi").json());
    }

    /// @param shared the parameters of all operations on the path
    record Operation(String method, String path, JsonNode shared, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        String permission() {
            return node.path("x-permission").asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Operation operation(String id) {
        return operations.stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the document has no operation " + id));
    }

    /// Follows a reference, if it is one.
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asText("");
        if (reference.isEmpty()) {
            return node;
        }
        var found = document.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new AssertionError("there is no " + reference);
        }
        return resolved(found);
    }

    /// All that can be said of a request: in the path, the query and the headers.
    List<JsonNode> parameters(Operation operation) {
        var all = new ArrayList<JsonNode>();
        operation.shared().forEach(it -> all.add(resolved(it)));
        operation.node().path("parameters").forEach(it -> all.add(resolved(it)));
        return all;
    }

    /// The schema of the body that is wanted.
    Optional<JsonNode> body(Operation operation) {
        var schema = operation.node().at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    /// What differs between an answer and its description.
    List<String> complaints(Operation operation, Reply reply) {
        var described =
                resolved(operation.node().path("responses").path(String.valueOf(reply.status())));
        if (described.isMissingNode()) {
            return List.of(operation + " is not said to answer " + reply.status());
        }
        var complaints = new ArrayList<String>();
        for (var header : described.path("headers").properties()) {
            var isThere = !reply.header(header.getKey()).isEmpty();
            if (resolved(header.getValue()).path("required").asBoolean() && !isThere) {
                complaints.add(operation + " answers without " + header.getKey());
            }
        }
        complaints.addAll(complaints(operation, described.path("content"), reply));
        return complaints;
    }

    private List<String> complaints(Operation operation, JsonNode content, Reply reply) {
        var what = operation + " " + reply.status();
        var type = reply.header("Content-Type").replaceFirst(";.*", "");
        if (content.isMissingNode()) {
            return reply.raw().body().isEmpty() ? List.of() : List.of(what + " has a body");
        }
        if (!content.has(type)) {
            return List.of(what + " is a " + type);
        }
        var schema = content.path(type).path("schema");
        return type.endsWith("json")
                ? errors(schema, reply.json()).stream()
                        .map(it -> what + ": " + it.getInstanceLocation() + " " + it.getMessage())
                        .toList()
                : List.of();
    }

    /// What is wrong with a value by this schema of the document.
    List<Error> errors(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value);
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode root = closed(schema.deepCopy());
        root.set("components", strictly);
        return registry.getSchema(root);
    }

    /// Adds to every object that it has no other fields than those that are named.
    private static <T extends JsonNode> T closed(T node) {
        if (node instanceof ObjectNode it
                && it.path("properties").isObject()
                && !it.has("additionalProperties")) {
            it.put("additionalProperties", false);
        }
        node.forEach(Description::closed);
        return node;
    }
}

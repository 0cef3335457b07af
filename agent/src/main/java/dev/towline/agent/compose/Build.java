package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/// How an image is built: Towline does not build, but says what Compose says. A text is the
/// context.
final class Build implements Reader {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader TEXTS = Reader.nonEmpty(Lists::texts);
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Reader LABELS = Reader.nonEmpty(Mappings::labels);

    private final ProjectPaths paths;
    private final Shape shape;

    Build(ProjectPaths paths) {
        this.paths = paths;
        this.shape = last(first());
    }

    private Shape first() {
        return Shape.empty()
                .with("context", paths::localOrRemote)
                .withEach(TEXT, "dockerfile", "dockerfile_inline")
                .with("entitlements", TEXTS)
                .with("args", Reader.nonEmpty(Mappings::environment))
                .withEach(Reader.nonEmpty(Values::anyText), "provenance", "sbom")
                .with("ssh", Reader.nonEmpty(this::ssh))
                .with("labels", LABELS)
                .withEach(TEXTS, "cache_from", "cache_to")
                .with("no_cache", FLAG)
                .with("additional_contexts", Reader.nonEmpty(this::contexts));
    }

    private static Shape last(Shape shape) {
        return shape.with("pull", FLAG)
                .with("extra_hosts", Reader.nonEmpty(ExtraHosts::read))
                .withEach(TEXT, "isolation", "network", "target")
                .with("secrets", Reader.nonEmpty(Grants::asWritten))
                .with("shm_size", Values::someBytes)
                .with("tags", Reader.nonEmpty(Lists::uniqueTexts))
                .with("ulimits", Reader.nonEmpty(Ulimits::read))
                .with("platforms", TEXTS)
                .with("privileged", FLAG);
    }

    @Override
    public @Nullable JsonNode read(Field field) {
        var build =
                field.isMapping()
                        ? shape.read(field)
                        : JsonNodeFactory.instance
                                .objectNode()
                                .<ObjectNode>set("context", paths.localOrRemote(field));
        return build == null ? null : withDefaults(field, build);
    }

    private ObjectNode withDefaults(Field field, ObjectNode build) {
        if (field.isMapping() && field.child("context") == null) {
            build.set("context", paths.local(field, "."));
        }
        if (build.path("context").isNull()) {
            build.remove("context");
        }
        if (field.child("dockerfile") == null && field.child("dockerfile_inline") == null) {
            build.put("dockerfile", "Dockerfile");
        }
        return shape.ordered(build);
    }

    private JsonNode ssh(Field field) {
        var keys = JsonNodeFactory.instance.arrayNode();
        Mappings.environment(field)
                .properties()
                .forEach(it -> keys.add(key(field, it.getKey(), it.getValue())));
        return keys;
    }

    private String key(Field field, String name, JsonNode path) {
        if (path.isNull() && field.isSequence() && !name.equals("default")) {
            field.wrong("must be default, or a list of NAME=PATH");
        }
        var file = path.isNull() ? NullNode.instance : paths.local(field, path.asText());
        return file == null || file.isNull() ? name : name + "=" + file.asText();
    }

    private JsonNode contexts(Field field) {
        var contexts = Mappings.labels(field);
        for (var it : contexts.properties()) {
            var context = it.getValue().asText();
            var isElsewhere = context.contains("://") || context.startsWith("service:");
            var path = isElsewhere ? TextNode.valueOf(context) : paths.local(field, context);
            if (path != null) {
                it.setValue(path);
            }
        }
        return contexts;
    }
}

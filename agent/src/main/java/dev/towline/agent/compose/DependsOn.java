package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a service depends on; a list of names becomes a mapping.
final class DependsOn {
    private static final Shape CONDITIONS =
            Shape.empty()
                    .with(
                            "condition",
                            Values.textLike(
                                    "service_(started|healthy|completed_successfully)",
                                    "service_started, service_healthy or"
                                            + " service_completed_successfully"))
                    .with("restart", Reader.nonEmpty(Values::flag))
                    .with("required", Values::flag);

    private DependsOn() {}

    static JsonNode read(Field field) {
        var sorted = new TreeMap<String, JsonNode>();
        if (field.isSequence()) {
            Lists.texts(field).forEach(it -> sorted.put(it.asText(), started()));
        } else if (field.isMapping()) {
            field.entries()
                    .forEach((service, it) -> {
                        var dependency = dependency(it);
                        if (dependency != null) {
                            sorted.put(service, dependency);
                        }
                    });
        } else {
            field.wrong("must be a list or a mapping");
        }
        var all = JsonNodeFactory.instance.objectNode();
        all.setAll(sorted);
        return all;
    }

    private static JsonNode started() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("condition", "service_started")
                .put("required", true);
    }

    private static @Nullable JsonNode dependency(Field field) {
        var dependency = CONDITIONS.read(field);
        if (dependency == null) {
            return null;
        }
        if (field.child("condition") == null) {
            field.wrong("has no condition");
        }
        if (!dependency.has("required")) {
            dependency.set("required", BooleanNode.TRUE);
        }
        return dependency;
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The keys of `towline.yml` and what may stand under each.
final class StackShape {
    private static final String KEYS = "a key of towline.yml";
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int GREATEST_EXIT_CODE = 255;

    private static final Shape COMPOSE =
            Shape.of(KEYS)
                    .with("files", it -> Lists.each(it, StackShape::fileInside))
                    .with("project", Values::text)
                    .with("profiles", Lists::texts);
    private static final Reader GUARD =
            entry(command().with("busy", StackShape::exitCodes), "service", "command");
    private static final Reader HOOK =
            entry(command().with("idempotent", Values::flag), "service", "command");
    private static final Shape HOOKS =
            Shape.of(KEYS).with("before", listOf(HOOK)).with("after", listOf(HOOK));
    private static final Reader HEALTH =
            entry(
                    Shape.of(KEYS)
                            .with("url", Values.textLike("https?://.+", "an http or https URL"))
                            .with("timeout", StackShape::timeout)
                            .with("expect", StackShape::texts),
                    "url");
    private static final Reader CONTRACT =
            entry(
                    command()
                            .with(
                                    "report",
                                    Values.textLike("/.+", "an absolute path in the container"))
                            .with("required", Values::flag),
                    "service",
                    "command");

    private StackShape() {}

    /// All keys; what is left out is left out of the result too.
    static Shape all() {
        return Shape.of(KEYS)
                .with("compose", COMPOSE)
                .with("variables", StackShape::variables)
                .with("guard", listOf(GUARD))
                .with("hooks", HOOKS)
                .with("health", listOf(HEALTH))
                .with("stable", StackShape::stable)
                .with("contract", listOf(CONTRACT))
                .with("rollback", Values.textLike("auto|manual", "auto or manual"));
    }

    private static Shape command() {
        return Shape.of(KEYS)
                .with("service", Values::text)
                .with("command", StackShape::words)
                .with("timeout", StackShape::timeout);
    }

    private static Reader entry(Shape shape, String... required) {
        return field -> {
            for (var key : required) {
                if (field.isMapping() && field.child(key) == null) {
                    field.wrong("has no " + key);
                }
            }
            return shape.read(field);
        };
    }

    // A single mapping stands for a list of one.
    private static Reader listOf(Reader item) {
        return field -> {
            var all = JsonNodeFactory.instance.arrayNode();
            for (var it : field.isMapping() ? List.of(field) : field.items()) {
                var value = item.read(it);
                if (value != null) {
                    all.add(value);
                }
            }
            return all;
        };
    }

    private static JsonNode words(Field field) {
        var words = Lists.command(field);
        if (words.isEmpty()) {
            field.wrong("must be a command");
        }
        return words;
    }

    private static @Nullable JsonNode stable(Field field) {
        var stable = Values.duration(field);
        if (stable != null && stable.asText().startsWith("-")) {
            field.wrong("must not be negative");
        }
        return stable;
    }

    private static @Nullable JsonNode timeout(Field field) {
        var timeout = Values.duration(field);
        if (timeout != null && !Durations.parse(timeout.asText()).isPositive()) {
            field.wrong("must be longer than 0s");
        }
        return timeout;
    }

    private static @Nullable JsonNode fileInside(Field field) {
        var path = field.text();
        var segments = path == null ? "" : "/" + path + "/";
        if (path == null || path.isEmpty() || path.startsWith("/") || segments.contains("/../")) {
            field.wrong("must be a path inside the repository");
            return null;
        }
        return Values.text(field);
    }

    private static JsonNode exitCodes(Field field) {
        return Lists.each(field, StackShape::exitCode);
    }

    private static @Nullable JsonNode exitCode(Field field) {
        var code = Values.count(field);
        if (code != null && (code.asInt() == 0 || code.asInt() > GREATEST_EXIT_CODE)) {
            field.wrong("must be an exit code between 1 and " + GREATEST_EXIT_CODE);
        }
        return code;
    }

    private static ObjectNode variables(Field field) {
        field.entries()
                .forEach((name, it) -> {
                    if (!VARIABLE.matcher(name).matches() || name.startsWith("TOWLINE_")) {
                        it.wrong(
                                "a name has letters, digits and _, and does not begin with"
                                        + " TOWLINE_");
                    }
                });
        return texts(field);
    }

    private static ObjectNode texts(Field field) {
        var sorted = new TreeMap<String, String>();
        field.entries()
                .forEach((key, it) -> {
                    var text = it.anyText();
                    if (text != null) {
                        sorted.put(key, text);
                    }
                });
        var object = JsonNodeFactory.instance.objectNode();
        sorted.forEach(object::put);
        return object;
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of the tree with its path, and where to say what is wrong with it.
record Field(String path, Tree tree, Problems problems) {

    static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void wrong(String what) {
        problems.error(tree.place(), path, what);
    }

    /// Not what can stand here.
    void misshapen(String what) {
        problems.misshapen(tree.place(), path, what);
    }

    /// The same, for what ends the load at once.
    ComposeException refusal(String what) {
        return new ComposeException(tree.place() + ": " + path + ": " + what);
    }

    void worthKnowing(String what) {
        problems.warning(tree.place(), path, what);
    }

    boolean isMapping() {
        return tree instanceof Tree.Mapping;
    }

    boolean isSequence() {
        return tree instanceof Tree.Sequence;
    }

    boolean isScalar() {
        return tree instanceof Tree.Scalar;
    }

    boolean isNull() {
        return tree instanceof Tree.Scalar scalar && scalar.value().isNull();
    }

    /// What is under a key of a mapping, or null.
    @Nullable Field child(String key) {
        var child = tree instanceof Tree.Mapping mapping ? mapping.entries().get(key) : null;
        return child == null ? null : new Field(below(path, key), child, problems);
    }

    /// What is at a key of a mapping or at an index of a list.
    Field below(Object step) {
        var child =
                switch (tree) {
                    case Tree.Mapping _ -> child(step.toString());
                    case Tree.Sequence _ -> items().get((Integer) step);
                    case Tree.Scalar _ -> null;
                };
        return child == null ? this : child;
    }

    /// The parts of a mapping; none, and a problem, where it is something else.
    Map<String, Field> entries() {
        var all = new LinkedHashMap<String, Field>();
        if (tree instanceof Tree.Mapping mapping) {
            mapping.entries()
                    .forEach((key, it) -> all.put(key, new Field(below(path, key), it, problems)));
        } else {
            wrong("must be a mapping");
        }
        return all;
    }

    /// The parts of a list; none, and a problem, where it is something else.
    List<Field> items() {
        var all = new ArrayList<Field>();
        if (tree instanceof Tree.Sequence sequence) {
            for (var i = 0; i < sequence.items().size(); i++) {
                all.add(new Field(path + "[" + i + "]", sequence.items().get(i), problems));
            }
        } else {
            wrong("must be a list");
        }
        return all;
    }

    /// A text; null, and a problem, where it is something else.
    @Nullable String text() {
        var value = scalar();
        if (value == null || !value.isTextual()) {
            wrong(value == null || value.isNull() ? "must be a text" : "must be a text: quote it");
            return null;
        }
        return value.asText();
    }

    /// A text, number or boolean as text; null, and a problem, where it is something else.
    @Nullable String anyText() {
        var value = scalar();
        if (value == null || value.isNull()) {
            wrong("must be a text, a number or a boolean");
            return null;
        }
        return GoText.of(value);
    }

    /// The plain value, or null where it is a mapping or a list.
    @Nullable JsonNode scalar() {
        return tree instanceof Tree.Scalar scalar ? scalar.value() : null;
    }
}

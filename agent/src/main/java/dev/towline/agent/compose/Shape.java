package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mapping with known keys, and what reads each. The canonical form has its keys in the order of
/// the shape.
final class Shape implements Reader {
    private final @Nullable String kind;
    private final Map<String, Reader> readers;

    private Shape(@Nullable String kind, Map<String, Reader> readers) {
        this.kind = kind;
        this.readers = Collections.unmodifiableMap(readers);
    }

    /// Without keys yet, for what `ComposeSchema` has checked: no other key can be there but `x-`,
    /// and a null says nothing.
    static Shape empty() {
        return new Shape(null, new LinkedHashMap<>());
    }

    /// Without keys yet; another key than those is a problem. The text is what a person calls one.
    static Shape of(String kind) {
        return new Shape(kind, new LinkedHashMap<>());
    }

    /// With one more key.
    Shape with(String key, Reader reader) {
        var more = new LinkedHashMap<>(readers);
        more.put(key, reader);
        return new Shape(kind, more);
    }

    /// With more keys that are all read alike.
    Shape withEach(Reader reader, String... keys) {
        var more = this;
        for (var key : keys) {
            more = more.with(key, reader);
        }
        return more;
    }

    @Override
    public @Nullable ObjectNode read(Field field) {
        if (!field.isMapping()) {
            field.wrong("must be a mapping");
            return null;
        }
        if (kind != null) {
            checkKeys(field, kind);
        }
        var out = JsonNodeFactory.instance.objectNode();
        readers.forEach((key, reader) -> {
            var child = field.child(key);
            var value = child == null || saysNothing(child) ? null : reader.read(child);
            if (value != null) {
                out.set(key, value);
            }
        });
        return out;
    }

    /// The same object with its keys in the canonical order.
    ObjectNode ordered(ObjectNode object) {
        var ordered = JsonNodeFactory.instance.objectNode();
        for (var key : readers.keySet()) {
            if (object.has(key)) {
                ordered.set(key, object.get(key));
            }
        }
        return ordered;
    }

    private boolean saysNothing(Field child) {
        return kind == null && child.isNull();
    }

    private void checkKeys(Field field, String kind) {
        field.entries()
                .forEach((key, child) -> {
                    if (!readers.containsKey(key) && !key.startsWith("x-")) {
                        child.wrong("not " + kind);
                    }
                });
    }
}

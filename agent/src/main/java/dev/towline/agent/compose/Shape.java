package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A mapping with known keys: each is read, refused as not supported yet, or refused as unknown. So
/// no key can be ignored by accident. `x-` keys are free.
final class Shape implements Reader {
    private final String kind;
    private final Map<String, Reader> readers;
    private final Set<String> notYet;

    private Shape(String kind, Map<String, Reader> readers, Set<String> notYet) {
        this.kind = kind;
        this.readers = Collections.unmodifiableMap(readers);
        this.notYet = notYet;
    }

    static Shape empty() {
        return of("a Compose attribute");
    }

    /// Without keys yet; the text is what a person calls one.
    static Shape of(String kind) {
        return new Shape(kind, new LinkedHashMap<>(), Set.of());
    }

    /// With one more key; the canonical form has its keys in the order of these calls.
    Shape with(String key, Reader reader) {
        var more = new LinkedHashMap<>(readers);
        more.put(key, reader);
        return new Shape(kind, more, notYet);
    }

    /// With keys that Compose knows and this loader refuses.
    Shape notYet(String... keys) {
        var more = new TreeSet<>(notYet);
        more.addAll(Arrays.asList(keys));
        return new Shape(kind, readers, more);
    }

    @Override
    public @Nullable ObjectNode read(Field field) {
        if (!field.isMapping()) {
            field.wrong("must be a mapping");
            return null;
        }
        checkKeys(field, Refusal.UNKNOWN_AND_UNSUPPORTED);
        var out = JsonNodeFactory.instance.objectNode();
        readers.forEach((key, reader) -> {
            var child = field.child(key);
            var value = child == null ? null : reader.read(child);
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

    /// Which keys are a problem.
    enum Refusal {
        UNKNOWN,
        UNKNOWN_AND_UNSUPPORTED
    }

    /// Adds a problem for each key that is refused.
    void checkKeys(Field field, Refusal refusal) {
        field.entries()
                .forEach((key, child) -> {
                    if (notYet.contains(key)) {
                        if (refusal == Refusal.UNKNOWN_AND_UNSUPPORTED) {
                            child.wrong("not supported yet");
                        }
                    } else if (!readers.containsKey(key) && !key.startsWith("x-")) {
                        child.wrong("not " + kind);
                    }
                });
    }
}

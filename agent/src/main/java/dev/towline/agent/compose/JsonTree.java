package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.TreeMap;

/// JSON values and trees: each as the other.
final class JsonTree {
    private JsonTree() {}

    /// The values of a tree without their places, keys sorted.
    static JsonNode plain(Tree tree) {
        return switch (tree) {
            case Tree.Scalar scalar -> scalar.value();
            case Tree.Sequence sequence -> {
                var items = JsonNodeFactory.instance.arrayNode();
                sequence.items().forEach(it -> items.add(plain(it)));
                yield items;
            }
            case Tree.Mapping mapping -> {
                var object = JsonNodeFactory.instance.objectNode();
                new TreeMap<>(mapping.entries()).forEach((key, it) -> object.set(key, plain(it)));
                yield object;
            }
        };
    }

    /// A value as a tree that stands at one place, to be read by the same rules as YAML.
    static Tree of(JsonNode node, Place place) {
        if (node.isObject()) {
            var entries = new LinkedHashMap<String, Tree>();
            node.properties().forEach(it -> entries.put(it.getKey(), of(it.getValue(), place)));
            return new Tree.Mapping(place, entries);
        }
        if (node.isArray()) {
            var items = new ArrayList<Tree>();
            node.forEach(it -> items.add(of(it, place)));
            return new Tree.Sequence(place, items);
        }
        return new Tree.Scalar(place, node);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// A JSON value as a tree, so that it is read by the same rules as YAML.
final class JsonTree {
    private JsonTree() {}

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

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/// A request without what says nothing and without the order that Go's maps lose: what two clients
/// must agree on.
final class Said {
    private static final Set<String> UNORDERED =
            Set.of("Binds", "Env", "ExtraHosts", "Links", "Mounts", "Ulimits");
    // Labels and restart policies have tests of their own.
    private static final Set<String> DROPPED = Set.of("Image", "Labels", "RestartPolicy");
    private static final Set<String> KEPT =
            Set.of("EnableIPv4", "Init", "OomKillDisable", "StopTimeout");
    private static final Set<String> MAPS = Set.of("DriverOpts", "Options", "Tmpfs");

    private Said() {}

    static JsonNode of(JsonNode node) {
        // As it is sent: in memory, an int and a long of one value differ.
        return of(Projects.json(node.toString()), "");
    }

    private static JsonNode of(JsonNode node, String key) {
        if (node.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            node.properties().stream()
                    .filter(it -> MAPS.contains(key) || says(it.getKey(), it.getValue()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(it -> object.set(it.getKey(), of(it.getValue(), it.getKey())));
            return object;
        }
        if (!node.isArray()) {
            return node;
        }
        var array = JsonNodeFactory.instance.arrayNode();
        var items = node.valueStream().map(it -> of(it, ""));
        (UNORDERED.contains(key) ? items.sorted(Comparator.comparing(JsonNode::toString)) : items)
                .forEach(array::add);
        return array;
    }

    // Empty lists and objects say something only where one is needed to say "none" or "so".
    private static boolean says(String key, JsonNode value) {
        if (DROPPED.contains(key)) {
            return false;
        }
        return KEPT.contains(key)
                || !(value.isNull()
                        || (value.isBoolean() && !value.asBoolean())
                        || (value.isNumber() && value.asDouble() == 0)
                        || (value.isTextual() && value.asText().isEmpty())
                        || emptyAnyway(key, value));
    }

    private static boolean emptyAnyway(String key, JsonNode value) {
        return value.isEmpty()
                && value.isContainerNode()
                && Set.of("ExtraHosts", "LogConfig", "PortBindings", "Env").contains(key);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// How a service is deployed. `resources` and `placement` are always in the canonical form.
final class Deploy {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader TEXTS = Reader.nonEmpty(Lists::texts);
    private static final Reader DECIMAL = Reader.nonEmpty(Values::decimal);
    private static final Reader UPDATE =
            Shape.empty()
                    .with("parallelism", Values::count)
                    .with("delay", Deploy::someTime)
                    .with("failure_action", TEXT)
                    .with("monitor", Deploy::someTime)
                    .with("max_failure_ratio", DECIMAL)
                    .with("order", TEXT);
    private static final Reader GENERIC =
            Shape.empty().with("discrete_resource_spec", Deploy::generic);
    private static final Reader LIMITS =
            Shape.empty()
                    .with("cpus", DECIMAL)
                    .with("memory", Values::someBytes)
                    .with("pids", Reader.nonEmpty(Values::integer));
    private static final Reader RESERVATIONS =
            Shape.empty()
                    .with("cpus", DECIMAL)
                    .with("memory", Values::someBytes)
                    .with("devices", Reader.nonEmpty(DeviceRequests::read))
                    .with("generic_resources", Reader.nonEmpty(it -> Lists.each(it, GENERIC)));
    private static final Reader RESTART =
            Shape.empty()
                    .with("condition", TEXT)
                    .with("delay", Values::duration)
                    .with("max_attempts", Values::count)
                    .with("window", Values::duration);
    private static final Reader PLACEMENT =
            Shape.empty()
                    .with("constraints", TEXTS)
                    .with(
                            "preferences",
                            Reader.nonEmpty(
                                    it -> Lists.each(it, Shape.empty().with("spread", TEXT))))
                    .with("max_replicas_per_node", Reader.nonEmpty(Values::count));
    private static final Shape DEPLOY =
            Shape.empty()
                    .with("mode", TEXT)
                    .with("replicas", Values::count)
                    .with("labels", Reader.nonEmpty(Mappings::labels))
                    .withEach(UPDATE, "update_config", "rollback_config")
                    .with(
                            "resources",
                            Shape.empty().with("limits", LIMITS).with("reservations", RESERVATIONS))
                    .with("restart_policy", RESTART)
                    .with("placement", PLACEMENT)
                    .with("endpoint_mode", TEXT);

    private Deploy() {}

    static @Nullable JsonNode read(Field field) {
        var deploy = DEPLOY.read(field);
        return deploy == null ? null : complete(deploy);
    }

    /// With the keys that are always there, in Compose's order.
    static ObjectNode complete(ObjectNode deploy) {
        for (var key : new String[] {"resources", "placement"}) {
            if (!deploy.has(key)) {
                deploy.set(key, JsonNodeFactory.instance.objectNode());
            }
        }
        return DEPLOY.ordered(deploy);
    }

    // Compose writes both, whatever they are.
    private static @Nullable JsonNode generic(Field field) {
        var kind = field.child("kind");
        var value = field.child("value");
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind == null ? "" : kind.text())
                .<ObjectNode>set(
                        "value", value == null ? IntNode.valueOf(0) : Values.integer(value));
    }

    // Compose leaves no time at all out here, and writes it elsewhere.
    private static @Nullable JsonNode someTime(Field field) {
        var time = Values.duration(field);
        return time == null || time.asText().equals("0s") ? null : time;
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Requests for devices that a driver gives, such as GPUs.
final class DeviceRequests {
    private static final Reader TEXTS = Reader.nonEmpty(Lists::texts);
    private static final IntNode ALL = IntNode.valueOf(-1);
    private static final Shape REQUEST =
            Shape.empty()
                    .with("capabilities", TEXTS)
                    .with("driver", Reader.nonEmpty(Values::text))
                    .with("count", Reader.nonEmpty(DeviceRequests::count))
                    .with("device_ids", TEXTS)
                    .with("options", Reader.nonEmpty(Mappings::labels));

    private DeviceRequests() {}

    /// `all`, or a list.
    static JsonNode gpus(Field field) {
        var all = JsonNodeFactory.instance.arrayNode();
        return field.isScalar() ? all.add(all.objectNode().set("count", ALL)) : read(field);
    }

    static JsonNode read(Field field) {
        return Lists.each(field, DeviceRequests::request);
    }

    private static @Nullable ObjectNode request(Field field) {
        var request = REQUEST.read(field);
        if (request == null) {
            return null;
        }
        var hasCount = field.child("count") != null;
        var hasIds = field.child("device_ids") != null;
        if (hasCount && hasIds) {
            field.wrong("count and device_ids exclude each other");
        }
        if (!hasCount && !hasIds) {
            request.set("count", ALL);
        }
        return REQUEST.ordered(request);
    }

    private static @Nullable JsonNode count(Field field) {
        var value = field.scalar();
        var isAll = value != null && value.asText().equalsIgnoreCase("all");
        return isAll ? ALL : Values.integer(field);
    }
}

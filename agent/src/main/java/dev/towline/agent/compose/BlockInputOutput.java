package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// How much a service may read from and write to block devices. Compose writes the parts of a limit
/// with capital letters, and all of them.
final class BlockInputOutput implements Reader {
    private static final Reader WEIGHT = Values.between(0, 65535);
    private static final Reader RATES =
            Reader.nonEmpty(it -> Lists.each(it, BlockInputOutput::rate));
    private static final Shape SHAPE =
            Shape.empty()
                    .with("weight", Reader.nonEmpty(WEIGHT))
                    .with(
                            "weight_device",
                            Reader.nonEmpty(it -> Lists.each(it, BlockInputOutput::weight)))
                    .withEach(
                            RATES,
                            "device_read_bps",
                            "device_read_iops",
                            "device_write_bps",
                            "device_write_iops");

    @Override
    public @Nullable JsonNode read(Field field) {
        return SHAPE.read(field);
    }

    private static JsonNode weight(Field field) {
        var weight = field.child("weight");
        return device(field)
                .set("Weight", weight == null ? zero().numberNode(0) : WEIGHT.read(weight));
    }

    private static JsonNode rate(Field field) {
        var rate = field.child("rate");
        return device(field).set("Rate", rate == null ? zero().textNode("0") : Values.bytes(rate));
    }

    private static ObjectNode device(Field field) {
        var path = field.child("path");
        return JsonNodeFactory.instance
                .objectNode()
                .set("Path", path == null ? zero().textNode("") : Values.text(path));
    }

    private static JsonNodeFactory zero() {
        return JsonNodeFactory.instance;
    }
}

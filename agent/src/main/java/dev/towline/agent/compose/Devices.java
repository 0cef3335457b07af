package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The host's devices that a service gets; the short form becomes the long one. Of two for one
/// place the later wins.
final class Devices {
    private static final Pattern SHORT = Pattern.compile("([^:]+)(?::([^:]*)(?::([^:]*))?)?");
    private static final Shape DEVICE =
            Shape.empty()
                    .withEach(Reader.nonEmpty(Values::text), "source", "target", "permissions");

    private Devices() {}

    static JsonNode read(Field field) {
        var devices = Lists.each(field, it -> it.isMapping() ? DEVICE.read(it) : shortForm(it));
        return Lists.unique(devices, it -> it.path("target").asText());
    }

    private static @Nullable ObjectNode shortForm(Field item) {
        var device = item.text();
        var parts = SHORT.matcher(device == null ? "" : device);
        if (!parts.matches()) {
            item.wrong("must be SOURCE, SOURCE:TARGET or SOURCE:TARGET:PERMISSIONS");
            return null;
        }
        var target = parts.group(2);
        var permissions = parts.group(3) == null ? "rwm" : parts.group(3);
        var node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("source", parts.group(1))
                        .put(
                                "target",
                                target == null || target.isEmpty() ? parts.group(1) : target);
        return permissions.isEmpty() ? node : node.put("permissions", permissions);
    }
}

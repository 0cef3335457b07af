package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The project's networks and volumes.
final class ResourceShapes {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader OPTIONS = Reader.nonEmpty(Lists::options);
    private static final Reader LABELS = Reader.nonEmpty(Lists::labels);
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Shape POOL =
            Shape.empty()
                    .with("subnet", TEXT)
                    .with("gateway", TEXT)
                    .with("ip_range", TEXT)
                    .notYet("aux_addresses");
    private static final Shape IPAM =
            Shape.empty()
                    .with("driver", TEXT)
                    .with("config", Reader.nonEmpty(it -> Lists.each(it, POOL)))
                    .notYet("options");
    private static final Shape NETWORK =
            Shape.empty()
                    .with("name", TEXT)
                    .with("driver", TEXT)
                    .with("driver_opts", OPTIONS)
                    .with("ipam", IPAM)
                    .with("external", ResourceShapes::external)
                    .with("internal", FLAG)
                    .with("labels", LABELS)
                    .notYet("attachable", "enable_ipv4", "enable_ipv6");
    private static final Shape VOLUME =
            Shape.empty()
                    .with("name", TEXT)
                    .with("driver", TEXT)
                    .with("driver_opts", OPTIONS)
                    .with("external", ResourceShapes::external)
                    .with("labels", LABELS);

    private ResourceShapes() {}

    static ObjectNode network(Field field) {
        var network = resource(field, NETWORK);
        network.withObject("/ipam");
        return NETWORK.ordered(network);
    }

    static ObjectNode volume(Field field, Path projectFolder) {
        var volume = resource(field, VOLUME);
        var options = volume.path("driver_opts");
        var device = options.path("device").asText("");
        var isBind = options.path("o").asText("").equals("bind");
        if (volume.path("driver").asText("").equals("local")
                && isBind
                && !device.isEmpty()
                && !device.startsWith("/")) {
            var absolute = UnixPath.resolve(projectFolder.toString(), device);
            volume.withObject("/driver_opts").put("device", absolute);
        }
        return volume;
    }

    private static ObjectNode resource(Field field, Shape shape) {
        var empty = JsonNodeFactory.instance.objectNode();
        var resource = field.isNull() ? empty : shape.read(field);
        if (resource == null) {
            return empty;
        }
        var external = field.child("external");
        if (external != null && external.isMapping()) {
            legacyName(external, resource);
        }
        return resource;
    }

    private static @Nullable JsonNode external(Field field) {
        if (field.isMapping()) {
            return BooleanNode.TRUE;
        }
        return FLAG.read(field);
    }

    // The form before Compose files had a version.
    private static void legacyName(Field external, ObjectNode resource) {
        external.worthKnowing("external.name is old: write external: true and name");
        var name = Shape.empty().with("name", Values::text).read(external);
        if (name == null || !name.has("name")) {
            return;
        }
        if (resource.has("name")) {
            external.wrong("name and external.name exclude each other");
        }
        resource.set("name", name.get("name"));
    }
}

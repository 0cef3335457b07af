package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The project's networks, volumes, configs and secrets.
final class ResourceShapes {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader OPTIONS = Reader.nonEmpty(Mappings::labels);
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Shape POOL =
            Shape.empty()
                    .withEach(TEXT, "subnet", "gateway", "ip_range")
                    .with("aux_addresses", OPTIONS);
    private static final Shape IPAM =
            Shape.empty()
                    .with("driver", TEXT)
                    .with("config", Reader.nonEmpty(it -> Lists.each(it, POOL)));
    private static final Shape NETWORK =
            Shape.empty()
                    .withEach(TEXT, "name", "driver")
                    .with("driver_opts", OPTIONS)
                    .with("ipam", IPAM)
                    .with("external", ResourceShapes::external)
                    .withEach(FLAG, "internal", "attachable")
                    .with("labels", OPTIONS)
                    .withEach(Values::flag, "enable_ipv4", "enable_ipv6");
    private static final Shape VOLUME =
            Shape.empty()
                    .withEach(TEXT, "name", "driver")
                    .with("driver_opts", OPTIONS)
                    .with("external", ResourceShapes::external)
                    .with("labels", OPTIONS);
    private static final Set<String> OF_EXTERNAL = Set.of("external", "name");

    private final ProjectPaths paths;

    ResourceShapes(ProjectPaths paths) {
        this.paths = paths;
    }

    ObjectNode network(Field field) {
        var network = resource(field, NETWORK);
        network.withObject("/ipam");
        return NETWORK.ordered(network);
    }

    ObjectNode volume(Field field) {
        var volume = resource(field, VOLUME);
        if (volume.has("external")) {
            onlyAName(field);
        }
        var options = volume.path("driver_opts");
        var device = options.path("device").asText("");
        var isBind = options.path("o").asText("").equals("bind");
        if (volume.path("driver").asText("").equals("local") && isBind && !device.isEmpty()) {
            volume.withObject("/driver_opts").set("device", paths.local(field, device));
        }
        return volume;
    }

    ObjectNode config(Field field) {
        return file(field, "file", "environment", "content");
    }

    ObjectNode secret(Field field) {
        var secret = file(field, "file", "environment");
        if (!secret.has("file") && !secret.has("environment") && !secret.has("external")) {
            field.wrong("must have a file or an environment variable");
        }
        return secret;
    }

    private ObjectNode file(Field field, String... sources) {
        var given = Set.of(sources).stream().filter(it -> field.child(it) != null).count();
        var names = String.join(", ", sources);
        if (given > 1) {
            field.wrong("may have only one of " + names);
        }
        if (given == 0 && field.child("external") == null) {
            field.wrong("must have one of " + names);
        }
        return resource(field, fileShape());
    }

    private Shape fileShape() {
        return Shape.empty()
                .with("name", TEXT)
                .with("file", paths::local)
                .withEach(TEXT, "environment", "content")
                .with("external", ResourceShapes::external)
                .with("labels", OPTIONS)
                .with("driver", TEXT)
                .with("driver_opts", OPTIONS)
                .with("template_driver", TEXT);
    }

    private static void onlyAName(Field field) {
        field.entries()
                .forEach((key, it) -> {
                    if (!OF_EXTERNAL.contains(key) && !key.startsWith("x-")) {
                        it.wrong("an external volume is made by others: it can only have a name");
                    }
                });
    }

    private static ObjectNode resource(Field field, Shape shape) {
        var resource = field.isNull() ? null : shape.read(field);
        var known = resource == null ? JsonNodeFactory.instance.objectNode() : resource;
        var external = field.child("external");
        if (external != null && external.isMapping()) {
            legacyName(external, known);
        }
        return known;
    }

    private static @Nullable JsonNode external(Field field) {
        return field.isMapping() ? BooleanNode.TRUE : FLAG.read(field);
    }

    // The form before Compose files had a version.
    private static void legacyName(Field external, ObjectNode resource) {
        external.worthKnowing("external.name is old: write external: true and name");
        var named = external.child("name");
        var name = named == null ? null : Values.text(named);
        if (name != null && resource.has("name") && !resource.path("name").equals(name)) {
            external.wrong("name and external.name exclude each other");
        }
        if (name != null) {
            resource.set("name", name);
        }
    }
}

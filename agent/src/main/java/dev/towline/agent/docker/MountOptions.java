package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One volume of a service as an entry of `Mounts`, with all options. Pure.
final class MountOptions {
    private MountOptions() {}

    /// @param source the host's path, the volume's name or the image; empty for none
    static ObjectNode mount(JsonNode volume, String source) {
        var mount = JsonNodeFactory.instance.objectNode();
        var type = volume.path("type").asText();
        mount.put("Type", type);
        if (!source.isEmpty()) {
            mount.put("Source", source);
        }
        mount.put("Target", volume.path("target").asText());
        mount.put("ReadOnly", volume.path("read_only").asBoolean(false));
        if (volume.hasNonNull("consistency")) {
            mount.put("Consistency", volume.path("consistency").asText());
        }
        var options = volume.path(type);
        if (options.isObject()) {
            write(type, options, mount);
        }
        return mount;
    }

    private static void write(String type, JsonNode options, ObjectNode mount) {
        switch (type) {
            case "bind" -> bind(options, mount.putObject("BindOptions"));
            case "volume" -> volume(options, mount.putObject("VolumeOptions"));
            case "tmpfs" -> tmpfs(options, mount.putObject("TmpfsOptions"));
            case "image" -> text(options, "subpath", mount.putObject("ImageOptions"), "Subpath");
            default -> throw new UnsupportedAttributeException("volumes.type: " + type);
        }
    }

    private static void bind(JsonNode bind, ObjectNode options) {
        text(bind, "propagation", options, "Propagation");
        if (bind.path("create_host_path").asBoolean(false)) {
            options.put("CreateMountpoint", true);
        }
        switch (bind.path("recursive").asText("")) {
            case "disabled" -> options.put("NonRecursive", true);
            case "writable" -> options.put("ReadOnlyNonRecursive", true);
            case "readonly" -> options.put("ReadOnlyForceRecursive", true);
            default -> {}
        }
    }

    private static void volume(JsonNode volume, ObjectNode options) {
        if (volume.path("nocopy").asBoolean(false)) {
            options.put("NoCopy", true);
        }
        text(volume, "subpath", options, "Subpath");
        if (!volume.path("labels").isEmpty()) {
            options.set("Labels", Texts.of(volume.path("labels")));
        }
    }

    private static void tmpfs(JsonNode tmpfs, ObjectNode options) {
        if (tmpfs.hasNonNull("size")) {
            options.put("SizeBytes", Long.parseLong(tmpfs.path("size").asText()));
        }
        if (tmpfs.hasNonNull("mode")) {
            options.put("Mode", Integer.parseInt(tmpfs.path("mode").asText()));
        }
    }

    private static void text(JsonNode from, String key, ObjectNode to, String name) {
        if (!from.path(key).asText("").isEmpty()) {
            to.put(name, from.path(key).asText());
        }
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/// Volumes, binds, and the configs and secrets that are files: in `Binds` where that can say it, in
/// `Mounts` otherwise, as Compose 2.40 does. Pure.
///
/// `Binds` makes a missing host folder, `Mounts` refuses it: that is what `create_host_path` asks.
final class MountsBody {
    private final Step.CreateContainer step;
    private final ServiceSpec service;
    private final ObjectNode host;

    // By target: there is one mount at each place.
    private final Map<String, Written> written = new LinkedHashMap<>();

    /// One entry of either list.
    private sealed interface Written {
        record Bind(String text) implements Written {}

        record Mount(ObjectNode mount) implements Written {}
    }

    MountsBody(Step.CreateContainer step, ObjectNode host) {
        this.step = step;
        this.service = step.project().service(step.service());
        this.host = host;
    }

    void write() {
        step.carried().forEach(this::carry);
        service.canonical().path("volumes").forEach(this::volume);
        FileReference.of(step.project(), service).stream()
                .filter(FileReference::mounted)
                .forEach(this::file);
        written.values()
                .forEach(it -> {
                    switch (it) {
                        case Written.Bind bind -> host.withArray("/Binds").add(bind.text());
                        case Written.Mount mount -> host.withArray("/Mounts").add(mount.mount());
                    }
                });
    }

    // What the replaced container had there comes over instead of a new, empty volume.
    private void carry(ObservedMount mount) {
        var carried =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Type", mount.type())
                        .put("Source", mount.source())
                        .put("Target", mount.target())
                        .put("ReadOnly", mount.readOnly());
        written.put(mount.target(), new Written.Mount(carried));
    }

    private void volume(JsonNode volume) {
        var type = volume.path("type").asText();
        var target = volume.path("target").asText();
        var source = volume.path("source").asText("");
        switch (type) {
            case "bind" -> written.put(target, bind(source, volume));
            case "volume" -> {
                if (!source.isEmpty()) {
                    written.put(target, named(name(source), volume));
                } else if (!written.containsKey(target)) {
                    written.put(target, mount(volume, ""));
                }
            }
            case "tmpfs" -> written.put(target, mount(volume, ""));
            case "image" -> written.put(target, mount(volume, source));
            default -> throw new UnsupportedAttributeException("volumes.type: " + type);
        }
    }

    /// Whether a bind needs options that only `Mounts` has.
    static boolean inMounts(JsonNode volume) {
        var bind = volume.path("bind");
        return bind.isObject()
                && (!bind.path("create_host_path").asBoolean(false)
                        || !bind.path("propagation").asText("").isEmpty()
                        || !bind.path("recursive").asText("").isEmpty());
    }

    private static Written bind(String source, JsonNode volume) {
        return inMounts(volume) ? mount(volume, source) : bindText(source, volume);
    }

    private static Written named(String name, JsonNode volume) {
        var options = volume.path("volume");
        var simple =
                options.path("labels").isEmpty()
                        && options.path("subpath").asText("").isEmpty()
                        && !options.path("nocopy").asBoolean(false);
        return simple ? bindText(name, volume) : mount(volume, name);
    }

    private static Written bindText(String source, JsonNode volume) {
        var access = volume.path("read_only").asBoolean(false) ? "ro" : "rw";
        var selinux = volume.path("bind").path("selinux").asText("");
        return new Written.Bind(
                source
                        + ":"
                        + volume.path("target").asText()
                        + ":"
                        + access
                        + (selinux.isEmpty() ? "" : "," + selinux));
    }

    private static Written mount(JsonNode volume, String source) {
        return new Written.Mount(MountOptions.mount(volume, source));
    }

    // A volume that the service has at the same place wins.
    private void file(FileReference reference) {
        var mount =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Type", "bind")
                        .put("Source", reference.file().canonical().path("file").asText())
                        .put("Target", reference.mountTarget())
                        .put("ReadOnly", true);
        if (reference.kind() == FileGrant.Kind.SECRET) {
            mount.putObject("BindOptions");
        }
        written.putIfAbsent(reference.mountTarget(), new Written.Mount(mount));
    }

    private String name(String key) {
        var volume = step.project().volumes().get(key);
        if (volume == null) {
            throw new IllegalArgumentException("no volume " + key + " in " + step.project().name());
        }
        return volume.name();
    }
}

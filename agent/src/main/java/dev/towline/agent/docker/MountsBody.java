package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ObservedMount;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;

/// Volumes and binds: in `Binds` where that can say it, in `Mounts` otherwise, as Compose 2.40
/// does. Pure.
///
/// `Binds` makes a missing host folder, `Mounts` refuses it: that is what `create_host_path` asks.
final class MountsBody {
    private final Step.CreateContainer step;
    private final ObjectNode host;
    private final Set<String> carried;

    MountsBody(Step.CreateContainer step, ObjectNode host) {
        this.step = step;
        this.host = host;
        this.carried =
                step.carried().stream().map(ObservedMount::target).collect(Collectors.toSet());
    }

    void write() {
        var service = step.project().service(step.service());
        service.canonical().path("volumes").forEach(this::write);
        step.carried().forEach(this::carry);
    }

    private void write(JsonNode volume) {
        switch (volume.path("type").asText()) {
            case "bind" -> bind(volume);
            case "volume" -> volume(volume);
            case "tmpfs" -> tmpfs(volume);
            case String other -> throw new UnsupportedAttributeException("volumes.type: " + other);
        }
    }

    private void bind(JsonNode volume) {
        var source = volume.path("source").asText();
        var bind = volume.path("bind");
        if (!bind.isObject() || (createsHostPath(bind) && !bind.has("propagation"))) {
            addBind(source, volume);
            return;
        }
        if (bind.has("selinux")) {
            throw new UnsupportedAttributeException("volumes.bind.selinux with these options");
        }
        var mount = addMount("bind", volume).put("Source", source);
        if (bind.has("propagation")) {
            mount.putObject("BindOptions").put("Propagation", bind.path("propagation").asText());
        }
    }

    private static boolean createsHostPath(JsonNode bind) {
        return bind.path("create_host_path").asBoolean(false);
    }

    private void volume(JsonNode volume) {
        if (!volume.hasNonNull("source")) {
            anonymous(volume);
            return;
        }
        var name = name(volume.path("source").asText());
        if (volume.path("volume").path("nocopy").asBoolean(false)) {
            addMount("volume", volume)
                    .put("Source", name)
                    .putObject("VolumeOptions")
                    .put("NoCopy", true);
        } else {
            addBind(name, volume);
        }
    }

    // What the replaced container had there is carried over instead of a new, empty one.
    private void anonymous(JsonNode volume) {
        if (!carried.contains(volume.path("target").asText())) {
            addMount("volume", volume).putObject("VolumeOptions");
        }
    }

    private void tmpfs(JsonNode volume) {
        var options = addMount("tmpfs", volume).putObject("TmpfsOptions");
        var wanted = volume.path("tmpfs");
        if (wanted.hasNonNull("size")) {
            options.put("SizeBytes", Long.parseLong(wanted.path("size").asText()));
        }
        if (wanted.hasNonNull("mode")) {
            options.put("Mode", Integer.parseInt(wanted.path("mode").asText()));
        }
    }

    private void carry(ObservedMount mount) {
        host.withArray("/Mounts")
                .addObject()
                .put("Type", mount.type())
                .put("Source", mount.source())
                .put("Target", mount.target())
                .put("ReadOnly", mount.readOnly());
    }

    private void addBind(String source, JsonNode volume) {
        var options = new ArrayList<String>();
        options.add(readOnly(volume) ? "ro" : "rw");
        if (volume.path("bind").hasNonNull("selinux")) {
            options.add(volume.path("bind").path("selinux").asText());
        }
        host.withArray("/Binds")
                .add(
                        source
                                + ":"
                                + volume.path("target").asText()
                                + ":"
                                + String.join(",", options));
    }

    private ObjectNode addMount(String type, JsonNode volume) {
        return host.withArray("/Mounts")
                .addObject()
                .put("Type", type)
                .put("Target", volume.path("target").asText())
                .put("ReadOnly", readOnly(volume));
    }

    private static boolean readOnly(JsonNode volume) {
        return volume.path("read_only").asBoolean(false);
    }

    private String name(String key) {
        var volume = step.project().volumes().get(key);
        if (volume == null) {
            throw new IllegalArgumentException("no volume " + key + " in " + step.project().name());
        }
        return volume.name();
    }
}

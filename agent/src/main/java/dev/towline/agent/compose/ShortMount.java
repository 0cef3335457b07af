package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A mount in the short form: `[SOURCE:]TARGET[:OPTIONS]`. A source that begins with `.` or `/` is
/// a path, any other one is the key of a volume.
final class ShortMount {
    private static final int SHORTEST = 2;
    private static final Set<String> PROPAGATIONS =
            Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");

    private final ObjectNode mount = JsonNodeFactory.instance.objectNode();
    private final ObjectNode bind = JsonNodeFactory.instance.objectNode();
    private final ObjectNode volume = JsonNodeFactory.instance.objectNode();
    private final Field field;

    private ShortMount(Field field) {
        this.field = field;
    }

    /// The mount in the canonical form, its source as written.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static ObjectNode parse(Field field, String text) {
        var parts = parts(text);
        if (parts.size() > 3 || parts.contains("")) {
            throw new IllegalArgumentException(
                    "must be SOURCE:TARGET, SOURCE:TARGET:OPTIONS or TARGET");
        }
        var mount = new ShortMount(field);
        return parts.size() == 1
                ? mount.anonymous(parts.getFirst())
                : mount.mount(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : "");
    }

    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var start = 0;
        for (var colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', start)) {
            parts.add(text.substring(start, colon));
            start = colon + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    private ObjectNode anonymous(String target) {
        mount.put("type", "volume").put("target", target);
        // Compose has a way of its own for the shortest ones.
        return target.length() > SHORTEST ? mount.set("volume", volume) : mount;
    }

    private ObjectNode mount(String source, String target, String options) {
        var isPath = !source.isEmpty() && "./~\\".indexOf(source.charAt(0)) >= 0;
        // Compose takes it for a drive of Windows and mounts something else without a word.
        if (!isPath && source.length() == 1) {
            throw new IllegalArgumentException(
                    "a volume's name needs two letters at least in the short form");
        }
        mount.put("type", isPath ? "bind" : "volume").put("source", source).put("target", target);
        options(options);
        if (isPath) {
            bind.put("create_host_path", true);
        }
        if (isPath || !bind.isEmpty()) {
            mount.set("bind", bind);
        }
        return isPath && volume.isEmpty() ? mount : mount.set("volume", volume);
    }

    private void options(String options) {
        var start = 0;
        while (start < options.length()) {
            var comma = options.indexOf(',', start);
            var end = comma < 0 ? options.length() : comma;
            option(options.substring(start, end));
            start = end + 1;
        }
    }

    private void option(String option) {
        switch (option) {
            case "ro" -> mount.put("read_only", true);
            case "rw" -> mount.remove("read_only");
            case "nocopy" -> volume.put("nocopy", true);
            case "z", "Z" -> bind.put("selinux", option);
            default -> other(option);
        }
    }

    private void other(String option) {
        if (PROPAGATIONS.contains(option)) {
            bind.put("propagation", option);
        } else {
            field.worthKnowing("the option " + option + " has no effect");
        }
    }
}

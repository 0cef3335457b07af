package dev.towline.agent.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which Docker Compose the reference is. Towline does as 2.40 does; where a machine can have 2.26
/// only, what is known to be otherwise there is not compared.
enum Edition {
    V2_40,
    V2_26;

    private static final String LABEL = "com.docker.compose.";
    private static final Set<String> AFTER_2_26 = Set.of("env-file-raw", "binds-missing");

    /// @param version as in `2.40.3`
    /// @throws AssertionError where nothing is known about that version
    static Edition of(String version) {
        if (version.startsWith("2.40.")) {
            return V2_40;
        }
        if (version.startsWith("2.26.")) {
            return V2_26;
        }
        throw new AssertionError("no comparison is possible with docker-compose " + version);
    }

    /// Whether it can bring up the project of that name.
    boolean knows(String project) {
        return this == V2_40 || !AFTER_2_26.contains(project);
    }

    /// Takes out of a normalised thing what this edition is known to make otherwise.
    void forget(ObjectNode thing) {
        if (this == V2_26) {
            forgetLabels(thing.path("Labels"));
            forgetLabels(thing.at("/Config/Labels"));
            forgetMounts(thing);
            nameCapabilities(thing.at("/HostConfig/CapAdd"));
            nameCapabilities(thing.at("/HostConfig/CapDrop"));
        }
    }

    /// Whether it finds its own hash on what Towline made: 2.26 puts dependencies and profiles into
    /// it.
    boolean knowsTowlinesHash() {
        return this == V2_40;
    }

    /// What Towline has to do to be like this edition: 2.26 replaces whatever depends on what it
    /// replaces, and whatever has other dependencies; it does not see that a network differs.
    Map<String, Fate> wanted(Map<String, Fate> reference, Map<String, Fate> towline) {
        if (this == V2_40) {
            return reference;
        }
        var wanted = new TreeMap<>(reference);
        wanted.replaceAll((name, fate) -> {
            var ours = towline.getOrDefault(name, fate);
            boolean isLife = ours == Fate.KEPT || ours == Fate.STARTED_AGAIN;
            return isLife && fate != Fate.GONE && fate != Fate.NEW ? ours : fate;
        });
        return wanted;
    }

    private static void forgetLabels(JsonNode labels) {
        if (labels instanceof ObjectNode object) {
            object.remove(List.of(LABEL + "config-hash", LABEL + "version"));
        }
    }

    // It says the same by other means: named volumes are in Mounts, not in Binds.
    private static void forgetMounts(ObjectNode container) {
        if (container.path("HostConfig") instanceof ObjectNode host) {
            host.remove(List.of("Binds", "Mounts"));
        }
        container.path("Mounts").forEach(it -> ((ObjectNode) it).remove(List.of("Mode")));
    }

    private static void nameCapabilities(JsonNode capabilities) {
        if (capabilities instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                var name = array.get(i).asText();
                var full = name.startsWith("CAP_") || name.equals("ALL") ? name : "CAP_" + name;
                array.set(i, TextNode.valueOf(full));
            }
        }
    }
}

package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// The fingerprint of all that a service's container is made from: two containers with the same one
/// need not be told apart. It covers the rendered service, the image's id and the content of
/// tracked files that are mounted; not the generation, so that what does not differ is not
/// replaced.
public final class SpecHash {
    private SpecHash() {}

    /// 64 hex digits.
    public static String of(DesiredProject project, ServiceSpec service) {
        var text = new StringBuilder();
        write(ofOneContainer(service.canonical()), text);
        text.append('\n').append(project.image(service).imageId());
        for (var mount : service.mounts()) {
            var content = mount.source() == null ? null : project.contents().get(mount.source());
            if (content != null) {
                text.append('\n').append(mount.target()).append('=').append(content);
            }
        }
        return hex(text.toString());
    }

    // As Compose: how many there are, and what they wait for, is in none of them. A database need
    // not be replaced for a change of those.
    private static JsonNode ofOneContainer(JsonNode service) {
        var one = service.<ObjectNode>deepCopy();
        one.remove(List.of("scale", "depends_on", "profiles", "pull_policy", "build"));
        if (one.path("deploy") instanceof ObjectNode deploy) {
            deploy.remove("replicas");
        }
        return one;
    }

    // Sorted keys: the same service must have the same hash whatever order its file is written in.
    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(it -> fields.put(it.getKey(), it.getValue()));
            out.append('{');
            fields.forEach((key, value) -> {
                out.append(key.length()).append(':').append(key).append('=');
                write(value, out);
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(it -> {
                write(it, out);
                out.append(',');
            });
            out.append(']');
        } else {
            out.append(node.getNodeType()).append(node.asText().length()).append(':');
            out.append(node.asText());
        }
    }

    private static String hex(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}

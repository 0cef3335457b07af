package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.agent.project.Definition;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads from the engine's view of a container what it was made from. Pure.
final class DefinitionReading {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTAINER = "container:";

    private final JsonNode container;
    private final JsonNode config;
    private final JsonNode host;

    private DefinitionReading(JsonNode container) {
        this.container = container;
        this.config = container.path("Config");
        this.host = container.path("HostConfig");
    }

    /// Reads the answers of `GET /containers/{id}/json` and `GET /images/{id}/json`.
    ///
    /// @param image missing where the image is gone
    static Definition of(JsonNode container, JsonNode image) {
        return new DefinitionReading(container).read(image);
    }

    private Definition read(JsonNode image) {
        var attributes = new TreeMap<String, String>();
        var inherited = new HashSet<String>();
        new AttributeReading(container, attributes, inherited).read(image.path("Config"));
        var labels = config.path("Labels");
        return new Definition(
                labels.path(Labels.CONFIG_HASH).textValue(),
                joined(),
                ports(),
                addresses(),
                attributes,
                inherited,
                contents(labels.path(Labels.CONTENTS).asText("")));
    }

    private Set<String> joined() {
        var joined = new HashSet<String>();
        for (var mode : List.of("NetworkMode", "IpcMode", "PidMode")) {
            var text = host.path(mode).asText("");
            if (text.startsWith(CONTAINER)) {
                joined.add(text.substring(CONTAINER.length()));
            }
        }
        host.path("VolumesFrom").forEach(it -> joined.add(withoutMode(it.asText())));
        return joined;
    }

    private static String withoutMode(String from) {
        var colon = from.indexOf(':');
        return colon < 0 ? from : from.substring(0, colon);
    }

    private Set<String> ports() {
        var ports = new HashSet<String>();
        for (var port : host.path("PortBindings").properties()) {
            for (var binding : port.getValue()) {
                var number = binding.path("HostPort").asText("");
                if (!number.isEmpty() && !number.equals("0")) {
                    ports.add(
                            binding.path("HostIp").asText("")
                                    + ":"
                                    + number
                                    + "/"
                                    + protocol(port.getKey()));
                }
            }
        }
        return ports;
    }

    private static String protocol(String port) {
        var slash = port.indexOf('/');
        return slash < 0 ? "tcp" : port.substring(slash + 1);
    }

    private Set<String> addresses() {
        var addresses = new HashSet<String>();
        for (var network : container.path("NetworkSettings").path("Networks").properties()) {
            var chosen = network.getValue().path("IPAMConfig");
            for (var kind : List.of("IPv4Address", "IPv6Address")) {
                var address = chosen.path(kind).asText("");
                if (!address.isEmpty()) {
                    addresses.add(network.getKey() + " " + address);
                }
            }
        }
        return addresses;
    }

    // A label is only a text that anybody may have written.
    private static Map<String, String> contents(String label) {
        var contents = new HashMap<String, String>();
        try {
            JSON.readTree(label)
                    .properties()
                    .forEach(it -> contents.put(it.getKey(), it.getValue().asText()));
        } catch (IOException _) {
            return Map.of();
        }
        return contents;
    }
}

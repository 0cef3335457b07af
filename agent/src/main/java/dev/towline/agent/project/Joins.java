package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The services whose container another one shares namespaces or volumes with: `network_mode`,
/// `ipc` and `pid` of the form `service:x`, and `volumes_from`. The engine knows containers only,
/// so the id takes the service's place, and a new container there means a new one here.
public final class Joins {
    private static final List<String> MODES = List.of("network_mode", "ipc", "pid");
    private static final String SERVICE = "service:";
    private static final String CONTAINER = "container:";

    private Joins() {}

    /// The services that a service shares with.
    public static Set<String> of(JsonNode service) {
        var joined = new LinkedHashSet<>(ofNamespaces(service));
        for (var from : service.path("volumes_from")) {
            if (!from.asText().startsWith(CONTAINER)) {
                joined.add(first(from.asText()));
            }
        }
        return joined;
    }

    static Set<String> ofNamespaces(JsonNode service) {
        var joined = new LinkedHashSet<String>();
        for (var mode : MODES) {
            var text = service.path(mode).asText("");
            if (text.startsWith(SERVICE)) {
                joined.add(text.substring(SERVICE.length()));
            }
        }
        return joined;
    }

    /// The service with the ids of containers put in, as Compose does it: `:ro` of `volumes_from`
    /// gets lost there, and so it does here. A service without an id stays as it is.
    ///
    /// @param ids by service
    public static JsonNode applied(JsonNode service, Map<String, String> ids) {
        var applied = service.<ObjectNode>deepCopy();
        for (var mode : MODES) {
            var text = service.path(mode).asText("");
            if (text.startsWith(SERVICE)) {
                var id = ids.get(text.substring(SERVICE.length()));
                applied.put(mode, id == null ? text : CONTAINER + id);
            }
        }
        if (service.path("volumes_from").isArray()) {
            var sources = applied.putArray("volumes_from");
            service.path("volumes_from").forEach(it -> sources.add(source(it.asText(), ids)));
        }
        return applied;
    }

    private static String source(String from, Map<String, String> ids) {
        return from.startsWith(CONTAINER)
                ? first(from.substring(CONTAINER.length()))
                : ids.getOrDefault(first(from), from);
    }

    private static String first(String text) {
        var colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeSet;

/// Fills in what Compose assumes where a file says nothing, and drops what nothing uses.
final class Normalisation {
    private static final String DEFAULT_NETWORK = "default";

    private Normalisation() {}

    static void complete(Draft draft) {
        draft.services().values().forEach(Normalisation::completeService);
        addDefaultNetwork(draft);
        draft.networks().forEach((key, it) -> nameFirst(draft.name(), key, it.canonical()));
        draft.volumes().forEach((key, it) -> nameFirst(draft.name(), key, it.canonical()));
    }

    /// The canonical form of all that the enabled services use.
    static ObjectNode canonical(Draft draft) {
        var usedNetworks = new TreeSet<String>();
        var usedVolumes = new TreeSet<String>();
        for (var service : draft.services().values()) {
            service.canonical().path("networks").fieldNames().forEachRemaining(usedNetworks::add);
            service.canonical()
                    .path("volumes")
                    .forEach(it -> usedVolumes.add(it.path("source").asText()));
        }
        var root = JsonNodeFactory.instance.objectNode().put("name", draft.name());
        draft.networks().keySet().retainAll(usedNetworks);
        draft.volumes().keySet().retainAll(usedVolumes);
        put(root, "networks", draft.networks());
        var services = root.putObject("services");
        draft.services()
                .forEach((key, it) -> services.set(key, ServiceShape.ordered(it.canonical())));
        put(root, "volumes", draft.volumes());
        return root;
    }

    private static void put(ObjectNode root, String section, Map<String, Draft.Part> parts) {
        if (!parts.isEmpty()) {
            var object = root.putObject(section);
            parts.forEach((key, it) -> object.set(key, it.canonical()));
        }
    }

    private static void completeService(Draft.Part part) {
        var service = part.canonical();
        if (service.path("networks").isEmpty()) {
            service.putObject("networks").set(DEFAULT_NETWORK, NullNode.instance);
        }
        if (!service.has("command")) {
            service.set("command", NullNode.instance);
        }
        if (!service.has("entrypoint")) {
            service.set("entrypoint", NullNode.instance);
        }
        shareScale(service);
    }

    // `scale` and `deploy.replicas` are one thing in two places.
    private static void shareScale(ObjectNode service) {
        if (!service.path("deploy").isObject() || !service.has("scale")) {
            return;
        }
        var deploy = service.withObject("/deploy");
        if (!deploy.has("replicas")) {
            var rest = deploy.deepCopy();
            deploy.removeAll();
            deploy.set("replicas", IntNode.valueOf(service.path("scale").asInt()));
            deploy.setAll(rest);
        }
    }

    private static void addDefaultNetwork(Draft draft) {
        var used =
                draft.services().values().stream()
                        .anyMatch(it -> it.canonical().path("networks").has(DEFAULT_NETWORK));
        if (used && !draft.networks().containsKey(DEFAULT_NETWORK)) {
            var field = draft.services().values().iterator().next().field();
            var network = JsonNodeFactory.instance.objectNode();
            network.putObject("ipam");
            draft.networks().put(DEFAULT_NETWORK, new Draft.Part(field, network));
        }
    }

    private static void nameFirst(String project, String key, ObjectNode resource) {
        var external = resource.path("external").asBoolean(false);
        var implied = external ? key : project + "_" + key;
        var copy = resource.deepCopy();
        resource.removeAll();
        resource.set("name", copy.has("name") ? copy.get("name") : TextNode.valueOf(implied));
        copy.remove("name");
        resource.setAll(copy);
    }
}

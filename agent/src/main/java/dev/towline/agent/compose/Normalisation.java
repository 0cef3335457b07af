package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Set;

/// Fills in what Compose assumes where a file says nothing, and drops what nothing uses.
final class Normalisation {
    private static final String DEFAULT_NETWORK = "default";
    private static final String[] SECTIONS = {"networks", "volumes", "configs", "secrets"};

    private Normalisation() {}

    static void complete(Draft draft) {
        draft.services().values().forEach(Normalisation::completeService);
        addDefaultNetwork(draft);
        for (var parts : draft.resources().values()) {
            parts.forEach((key, it) -> nameFirst(draft.name(), key, it.canonical()));
        }
    }

    /// The canonical form of all that the enabled services use.
    static ObjectNode canonical(Draft draft) {
        var root = JsonNodeFactory.instance.objectNode().put("name", draft.name());
        var services = root.putObject("services");
        draft.services()
                .forEach((key, it) -> services.set(key, ServiceShape.ordered(it.canonical())));
        for (var section : SECTIONS) {
            var used = used(draft, section);
            draft.section(section)
                    .forEach((key, it) -> {
                        if (used.contains(key)) {
                            root.withObject("/" + section).set(key, it.canonical());
                        }
                    });
        }
        return root;
    }

    private static Set<String> used(Draft draft, String section) {
        var used = new LinkedHashSet<String>();
        for (var part : draft.services().values()) {
            var service = part.canonical();
            if (section.equals("networks")) {
                service.path(section).fieldNames().forEachRemaining(used::add);
            } else {
                service.path(section).forEach(it -> used.add(it.path("source").asText()));
                service.path("build")
                        .path(section)
                        .forEach(it -> used.add(it.path("source").asText()));
            }
        }
        return used;
    }

    private static void completeService(Draft.Part part) {
        var service = part.canonical();
        if (service.path("networks").isEmpty()) {
            service.remove("networks");
            // Also an empty network mode is one.
            if (part.field().child("network_mode") == null && !service.has("provider")) {
                service.putObject("networks").set(DEFAULT_NETWORK, NullNode.instance);
            }
        }
        for (var command : new String[] {"command", "entrypoint"}) {
            if (!service.has(command)) {
                service.set(command, NullNode.instance);
            }
        }
        DependsOn.imply(service);
        shareScale(service);
    }

    // `scale` and `deploy.replicas` are one thing in two places.
    private static void shareScale(ObjectNode service) {
        if (service.path("deploy") instanceof ObjectNode deploy
                && service.has("scale")
                && !deploy.has("replicas")) {
            deploy.set("replicas", service.path("scale"));
            service.set("deploy", Deploy.complete(deploy));
        }
    }

    private static void addDefaultNetwork(Draft draft) {
        var networks = draft.networks();
        for (var part : draft.services().values()) {
            if (part.canonical().path("networks").has(DEFAULT_NETWORK)
                    && !networks.containsKey(DEFAULT_NETWORK)) {
                var network = JsonNodeFactory.instance.objectNode();
                network.putObject("ipam");
                networks.put(DEFAULT_NETWORK, new Draft.Part(part.field(), network));
            }
        }
    }

    private static void nameFirst(String project, String key, ObjectNode resource) {
        var external = resource.path("external").asBoolean(false);
        var implied = external ? key : project + "_" + key;
        var copy = resource.deepCopy();
        JsonNode name = copy.has("name") ? copy.get("name") : TextNode.valueOf(implied);
        resource.removeAll();
        resource.set("name", name);
        copy.remove("name");
        resource.setAll(copy);
    }
}

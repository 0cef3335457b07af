package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;

/// The bodies that create networks and volumes. Pure.
final class ResourceBody {
    private ResourceBody() {}

    static ObjectNode of(Step.CreateNetwork step) {
        var network = step.network();
        var spec = network.canonical();
        Attributes.requireSupportedNetwork(network.key(), spec);
        var body = JsonNodeFactory.instance.objectNode();
        // Without it, old engines make a second network of the same name.
        body.put("Name", network.name()).put("CheckDuplicate", true);
        body.put("Driver", spec.path("driver").asText("bridge"));
        body.put("Internal", spec.path("internal").asBoolean(false));
        body.put("Attachable", spec.path("attachable").asBoolean(false));
        body.put("EnableIPv6", spec.path("enable_ipv6").asBoolean(false));
        body.set("Options", Texts.of(spec.path("driver_opts")));
        body.set("Labels", Labels.network(step.project(), network));
        if (!spec.path("ipam").isEmpty()) {
            body.set("IPAM", addresses(spec.path("ipam")));
        }
        return body;
    }

    static ObjectNode of(Step.CreateVolume step) {
        var volume = step.volume();
        var spec = volume.canonical();
        Attributes.requireSupportedVolume(volume.key(), spec);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("Name", volume.name());
        body.put("Driver", spec.path("driver").asText("local"));
        body.set("DriverOpts", Texts.of(spec.path("driver_opts")));
        body.set("Labels", Labels.volume(step.project(), volume));
        return body;
    }

    private static ObjectNode addresses(JsonNode ipam) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("Driver", ipam.path("driver").asText("default"));
        body.set("Options", Texts.of(ipam.path("options")));
        var subnets = body.putArray("Config");
        ipam.path("config").forEach(it -> subnets.add(subnet(it)));
        return body;
    }

    private static ObjectNode subnet(JsonNode config) {
        var body = JsonNodeFactory.instance.objectNode();
        text(config, "subnet", body, "Subnet");
        text(config, "ip_range", body, "IPRange");
        text(config, "gateway", body, "Gateway");
        if (config.path("aux_addresses").isObject()) {
            body.set("AuxiliaryAddresses", Texts.of(config.path("aux_addresses")));
        }
        return body;
    }

    private static void text(JsonNode from, String key, ObjectNode to, String name) {
        if (from.hasNonNull(key)) {
            to.put(name, from.path(key).asText());
        }
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import java.util.Map;

/// The bodies that create networks and volumes. Pure.
final class ResourceBody {
    private static final Map<String, String> NETWORK =
            Map.of(
                    "attachable", "Attachable",
                    "driver", "Driver",
                    "enable_ipv4", "EnableIPv4",
                    "enable_ipv6", "EnableIPv6",
                    "internal", "Internal");
    private static final Map<String, String> SUBNET =
            Map.of("gateway", "Gateway", "ip_range", "IPRange", "subnet", "Subnet");

    private ResourceBody() {}

    static ObjectNode of(Step.CreateNetwork step, EngineVersion engine) {
        var network = step.network();
        var spec = network.canonical();
        Attributes.requireSupported(network, engine);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("Name", network.name());
        if (!engine.atLeast(EngineVersion.UNIQUE_NETWORKS)) {
            // Without it, old engines make a second network of the same name.
            body.put("CheckDuplicate", true);
        }
        HostBody.copy(spec, NETWORK, body);
        if (!spec.path("driver_opts").isEmpty()) {
            body.set("Options", Texts.of(spec.path("driver_opts")));
        }
        body.set("Labels", Labels.network(step.project(), network));
        addresses(spec.path("ipam"), body);
        return body;
    }

    static ObjectNode of(Step.CreateVolume step, EngineVersion engine) {
        var volume = step.volume();
        var spec = volume.canonical();
        Attributes.requireSupported(volume, engine);
        var body = JsonNodeFactory.instance.objectNode();
        body.put("Name", volume.name());
        HostBody.copy(spec, Map.of("driver", "Driver"), body);
        if (!spec.path("driver_opts").isEmpty()) {
            body.set("DriverOpts", Texts.of(spec.path("driver_opts")));
        }
        body.set("Labels", Labels.volume(step.project(), volume));
        return body;
    }

    private static void addresses(JsonNode ipam, ObjectNode body) {
        if (ipam.path("config").isEmpty() && !ipam.hasNonNull("driver")) {
            return;
        }
        var addresses = body.putObject("IPAM");
        HostBody.copy(ipam, Map.of("driver", "Driver"), addresses);
        ipam.path("config").forEach(it -> subnet(it, addresses));
    }

    private static void subnet(JsonNode config, ObjectNode addresses) {
        var subnet = addresses.withArray("/Config").addObject();
        HostBody.copy(config, SUBNET, subnet);
        if (!config.path("aux_addresses").isEmpty()) {
            subnet.set("AuxiliaryAddresses", Texts.of(config.path("aux_addresses")));
        }
    }
}

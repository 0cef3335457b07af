package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// A container's place in a network. Pure.
final class EndpointBody {
    private static final Map<String, String> ADDRESSES =
            Map.of("ipv4_address", "IPv4Address", "ipv6_address", "IPv6Address");

    private EndpointBody() {}

    /// The endpoint of a service's container.
    ///
    /// @param finalName an alias from the start, also while the container has another name
    static ObjectNode of(ServiceSpec service, String network, String finalName) {
        var spec = service.canonical().path("networks").path(network);
        var endpoint = JsonNodeFactory.instance.objectNode();
        var aliases = new LinkedHashSet<>(List.of(finalName, service.name()));
        spec.path("aliases").forEach(it -> aliases.add(it.asText()));
        aliases.forEach(endpoint.putArray("Aliases")::add);
        addresses(spec, endpoint);
        if (spec.path("driver_opts").isObject()) {
            endpoint.set("DriverOpts", Texts.of(spec.path("driver_opts")));
        }
        return endpoint;
    }

    /// The engine's name of a network of the project.
    ///
    /// @throws IllegalArgumentException where the project has no such network
    static String networkName(DesiredProject project, String key) {
        var network = project.networks().get(key);
        if (network == null) {
            throw new IllegalArgumentException("no network " + key + " in " + project.name());
        }
        return network.name();
    }

    private static void addresses(JsonNode spec, ObjectNode endpoint) {
        ADDRESSES.forEach((from, to) -> {
            if (spec.hasNonNull(from)) {
                endpoint.withObject("/IPAMConfig").put(to, spec.path(from).asText());
            }
        });
        if (spec.path("link_local_ips").isArray()) {
            endpoint.withObject("/IPAMConfig")
                    .set("LinkLocalIPs", spec.path("link_local_ips").deepCopy());
        }
    }
}

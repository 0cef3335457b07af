package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.Map;

/// A container's place in a network. Pure.
///
/// @param finalName an alias from the start, also while the container has another name
record EndpointBody(DesiredProject project, ServiceSpec service, String finalName) {
    private static final String INTERFACE = "com.docker.network.endpoint.ifname";

    /// The endpoint in one of the service's networks.
    ObjectNode of(String network, EngineVersion engine) {
        var spec = service.canonical().path("networks").path(network);
        var endpoint = JsonNodeFactory.instance.objectNode();
        // Names may come twice: that is how Compose sends them, and how the engine shows them.
        var aliases = endpoint.putArray("Aliases").add(finalName).add(service.name());
        spec.path("aliases").forEach(it -> aliases.add(it.asText()));
        var links = Links.of(project, service, finalName);
        if (!links.isEmpty()) {
            links.forEach(endpoint.putArray("Links")::add);
        }
        if (spec.isObject()) {
            addresses(spec, endpoint);
            driverOptions(spec, endpoint);
            HostBody.copy(spec, Map.of("gw_priority", "GwPriority"), endpoint);
        }
        if (engine.atLeast(EngineVersion.ENDPOINTS)) {
            macAddress(network, spec, endpoint);
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

    // The two outer addresses are of no use to the engine; Compose sends them, and they show.
    private static void addresses(JsonNode spec, ObjectNode endpoint) {
        var fixed = endpoint.putObject("IPAMConfig");
        if (spec.hasNonNull("ipv4_address")) {
            fixed.put("IPv4Address", spec.path("ipv4_address").asText());
            endpoint.put("IPAddress", spec.path("ipv4_address").asText());
        }
        if (spec.hasNonNull("ipv6_address")) {
            fixed.put("IPv6Address", spec.path("ipv6_address").asText());
            endpoint.put("IPv6Gateway", spec.path("ipv6_address").asText());
        }
        if (spec.path("link_local_ips").isArray()) {
            fixed.set("LinkLocalIPs", spec.path("link_local_ips").deepCopy());
        }
    }

    private static void driverOptions(JsonNode spec, ObjectNode endpoint) {
        var options = Texts.of(spec.path("driver_opts"));
        if (!spec.path("interface_name").asText("").isEmpty()) {
            options.put(INTERFACE, spec.path("interface_name").asText());
        }
        if (!options.isEmpty()) {
            endpoint.set("DriverOpts", options);
        }
    }

    // The service's own address is that of its main network.
    private void macAddress(String network, JsonNode spec, ObjectNode endpoint) {
        var main = network.equals(service.networks().getFirst());
        var whole = main ? service.canonical().path("mac_address").asText("") : "";
        var address = spec.path("mac_address").asText(whole);
        if (!address.isEmpty()) {
            endpoint.put("MacAddress", address);
        }
    }
}

package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ServiceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What only one running container can have: its fixed ports on the host, and its own addresses in
/// networks. Ranges are left to the engine, which finds a free port in them.
///
/// @param ports each as `address:port/protocol`
/// @param addresses each as `network address`
record HostPlaces(Set<String> ports, Set<String> addresses) {
    private static final Pattern ONE_PORT = Pattern.compile("[0-9]+");
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

    static HostPlaces of(ServiceSpec service, DesiredProject desired) {
        var canonical = service.canonical();
        var ports = new HashSet<String>();
        canonical.path("ports").forEach(it -> port(it, ports));
        var addresses = new HashSet<String>();
        for (var endpoint : canonical.path("networks").properties()) {
            var network = desired.networks().get(endpoint.getKey());
            for (var key : List.of("ipv4_address", "ipv6_address")) {
                var address = endpoint.getValue().path(key).asText("");
                if (network != null && !address.isEmpty()) {
                    addresses.add(network.name() + " " + address);
                }
            }
        }
        return new HostPlaces(ports, addresses);
    }

    boolean heldBy(ObservedContainer container) {
        var other = container.definition();
        return other.addresses().stream().anyMatch(addresses::contains)
                || ports.stream()
                        .anyMatch(it -> other.ports().stream().anyMatch(held -> clash(it, held)));
    }

    private static void port(JsonNode port, Set<String> ports) {
        var published = port.path("published").asText("");
        if (ONE_PORT.matcher(published).matches() && !published.equals("0")) {
            ports.add(
                    port.path("host_ip").asText("")
                            + ":"
                            + published
                            + "/"
                            + port.path("protocol").asText("tcp"));
        }
    }

    private static boolean clash(String one, String other) {
        var colon = one.lastIndexOf(':');
        var otherColon = other.lastIndexOf(':');
        var address = one.substring(0, colon);
        var otherAddress = other.substring(0, otherColon);
        var samePort = one.substring(colon).equals(other.substring(otherColon));
        return samePort
                && (address.equals(otherAddress)
                        || EVERYWHERE.contains(address)
                        || EVERYWHERE.contains(otherAddress));
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// The networks that a service joins; a list of names becomes a mapping.
final class ServiceNetworks {
    private static final Reader TEXTS = Reader.nonEmpty(Lists::uniqueTexts);
    private static final Reader NUMBER = Reader.nonEmpty(Values::integer);
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Shape ENDPOINT =
            Shape.empty()
                    .with("aliases", TEXTS)
                    .with("driver_opts", Reader.nonEmpty(Mappings::labels))
                    .with("gw_priority", NUMBER)
                    .with("interface_name", TEXT)
                    .withEach(ServiceNetworks::address, "ipv4_address", "ipv6_address")
                    .with("link_local_ips", TEXTS)
                    .with("mac_address", TEXT)
                    .with("priority", NUMBER);

    private ServiceNetworks() {}

    static ObjectNode read(Field field) {
        return Mappings.namesOrEach(field, ENDPOINT);
    }

    private static @Nullable JsonNode address(Field field) {
        var address = TEXT.read(field);
        if (address != null && !HostAddress.isBareAddress(address.asText())) {
            field.wrong(address.asText() + " is not an IP address");
        }
        return address;
    }
}

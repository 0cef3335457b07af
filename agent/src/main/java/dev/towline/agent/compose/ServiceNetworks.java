package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The networks that a service joins; a list of names becomes a mapping.
final class ServiceNetworks {
    private static final Shape ENDPOINT =
            Shape.empty()
                    .with("aliases", Reader.nonEmpty(Lists::texts))
                    .with("ipv4_address", ServiceNetworks::address)
                    .with("priority", Reader.nonEmpty(ServiceNetworks::priority))
                    .notYet(
                            "driver_opts",
                            "gw_priority",
                            "interface_name",
                            "ipv6_address",
                            "link_local_ips",
                            "mac_address");

    private ServiceNetworks() {}

    static ObjectNode read(Field field) {
        var sorted = new TreeMap<String, JsonNode>();
        if (field.isSequence()) {
            Lists.texts(field).forEach(it -> sorted.put(it.asText(), NullNode.instance));
        } else if (field.isMapping()) {
            field.entries().forEach((network, it) -> sorted.put(network, endpoint(it)));
        } else {
            field.wrong("must be a list or a mapping");
        }
        var all = JsonNodeFactory.instance.objectNode();
        all.setAll(sorted);
        return all;
    }

    private static JsonNode endpoint(Field field) {
        var endpoint = field.isNull() ? null : ENDPOINT.read(field);
        return endpoint == null ? NullNode.instance : endpoint;
    }

    private static @Nullable JsonNode address(Field field) {
        var address = field.text();
        if (address == null || address.isEmpty()) {
            return null;
        }
        if (!HostAddress.isBareAddress(address)) {
            field.wrong(address + " is not an IP address");
        }
        return Values.text(field);
    }

    private static @Nullable JsonNode priority(Field field) {
        var value = field.scalar();
        if (value == null || !value.isLong()) {
            field.wrong("must be a whole number");
            return null;
        }
        return LongNode.valueOf(value.longValue());
    }
}

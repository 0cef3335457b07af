package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The published ports of a service; the short form becomes the long one.
final class Ports {
    private static final int GREATEST = 65535;
    private static final Shape LONG =
            Shape.empty()
                    .with("name", Values::text)
                    .with("mode", Values.textLike("ingress|host", "ingress or host"))
                    .with("host_ip", Ports::hostIp)
                    .with("target", Ports::target)
                    .with("published", Ports::published)
                    .with("protocol", Values.textLike("tcp|udp|sctp", "tcp, udp or sctp"))
                    .with("app_protocol", Values::text);

    private Ports() {}

    static JsonNode read(Field field) {
        var all = new ArrayList<JsonNode>();
        field.items().forEach(it -> all.addAll(ports(it)));
        return JsonNodeFactory.instance.arrayNode().addAll(all);
    }

    private static List<ObjectNode> ports(Field item) {
        if (item.isMapping()) {
            return longForm(item);
        }
        var text = Values.textOrNumber(item);
        try {
            return text == null ? List.of() : ShortPort.parse(text.asText());
        } catch (IllegalArgumentException e) {
            item.wrong(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static List<ObjectNode> longForm(Field item) {
        var port = LONG.read(item);
        if (port == null) {
            return List.of();
        }
        if (item.child("target") == null) {
            item.wrong("has no target");
        }
        return List.of(withDefaults(port));
    }

    private static ObjectNode withDefaults(ObjectNode port) {
        port.put("mode", port.path("mode").asText("ingress"));
        port.put("protocol", port.path("protocol").asText("tcp"));
        return LONG.ordered(port);
    }

    private static @Nullable JsonNode hostIp(Field field) {
        var ip = field.text();
        if (ip != null && !HostAddress.isBareAddress(ip)) {
            field.wrong(ip + " is not an IP address");
        }
        return ip == null ? null : Values.text(field);
    }

    private static @Nullable JsonNode target(Field field) {
        var port = Values.count(field);
        if (port != null && (port.asInt() == 0 || port.asInt() > GREATEST)) {
            field.wrong("must be a port between 1 and " + GREATEST);
        }
        return port == null ? null : IntNode.valueOf(port.asInt());
    }

    private static @Nullable JsonNode published(Field field) {
        var text = Values.textOrNumber(field);
        if (text == null || text.asText().isEmpty()) {
            return null;
        }
        return Values.parsed(
                field,
                () -> ShortPort.parse(text.asText() + ":1").getFirst().path("published").asText());
    }
}

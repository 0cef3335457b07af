package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The published ports of a service; the short form becomes the long one, one for each port.
final class Ports {
    private static final int GREATEST = 65535;
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Shape LONG =
            Shape.empty()
                    .withEach(TEXT, "name", "mode")
                    .with("host_ip", Ports::hostIp)
                    .with("target", Values.between(1, GREATEST))
                    .with("published", Ports::published)
                    .with(
                            "protocol",
                            Reader.nonEmpty(Values.textLike("|tcp|udp|sctp", "tcp, udp or sctp")))
                    .with("app_protocol", TEXT);

    private Ports() {}

    static JsonNode read(Field field) {
        var all = JsonNodeFactory.instance.arrayNode();
        field.items().forEach(it -> all.addAll(ports(it)));
        return all;
    }

    private static List<ObjectNode> ports(Field item) {
        if (item.isMapping()) {
            var port = LONG.read(item);
            return port == null ? List.of() : List.of(withDefaults(item, port));
        }
        var text = Values.anyText(item);
        try {
            return text == null ? List.of() : ShortPort.parse(text.asText());
        } catch (IllegalArgumentException e) {
            item.wrong(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static ObjectNode withDefaults(Field item, ObjectNode port) {
        if (item.child("mode") == null) {
            port.put("mode", "ingress");
        }
        if (item.child("protocol") == null) {
            port.put("protocol", "tcp");
        }
        return LONG.ordered(port);
    }

    private static @Nullable JsonNode hostIp(Field field) {
        var ip = Values.text(field);
        if (ip != null && !HostAddress.isBareAddress(ip.asText())) {
            field.wrong(ip.asText() + " is not an IP address");
        }
        return ip;
    }

    private static @Nullable JsonNode published(Field field) {
        var text = Values.anyText(field);
        if (text == null || text.asText().isEmpty()) {
            return null;
        }
        return Values.parsed(
                field,
                () -> {
                    ShortPort.parse(text.asText() + ":1");
                    return text.asText();
                });
    }
}

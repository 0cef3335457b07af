package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A port in the short form: `[IP:][HOST[-HOST]:]CONTAINER[-CONTAINER][/PROTOCOL]`.
final class ShortPort {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
    private static final int GREATEST = 65535;

    private record Range(int first, int last) {
        int size() {
            return last - first + 1;
        }
    }

    private ShortPort() {}

    /// The ports in the canonical form: one for each container port.
    ///
    /// @throws IllegalArgumentException with a text that tells what is wrong
    static List<ObjectNode> parse(String text) {
        var slash = text.indexOf('/');
        var named = slash < 0 ? "" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        var protocol = named.isEmpty() ? "tcp" : named;
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException("the protocol must be tcp, udp or sctp");
        }
        var rest = slash < 0 ? text : text.substring(0, slash);
        var colon = rest.lastIndexOf(':');
        var container = range("the container's port", rest.substring(colon + 1));
        if (container.first() == 0) {
            throw new IllegalArgumentException("the container's port must not be 0");
        }
        var front = colon < 0 ? "" : rest.substring(0, colon);
        var ip = hostIp(front);
        var host = front.substring(front.lastIndexOf(':') + 1);
        return ports(
                container, host.isEmpty() ? null : range("the host's port", host), ip, protocol);
    }

    private static @Nullable String hostIp(String front) {
        var colon = front.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        var ip = front.substring(0, colon);
        if (!HostAddress.isAddress(ip)) {
            throw new IllegalArgumentException(
                    ip + " is not an IP address (an IPv6 address needs brackets)");
        }
        return HostAddress.bare(ip);
    }

    private static List<ObjectNode> ports(
            Range container, @Nullable Range host, @Nullable String ip, String protocol) {
        if (host != null && host.size() != container.size() && container.size() != 1) {
            throw new IllegalArgumentException("the two ranges must be equally long");
        }
        var ports = new ArrayList<ObjectNode>();
        for (var i = 0; i < container.size(); i++) {
            var port = JsonNodeFactory.instance.objectNode().put("mode", "ingress");
            if (ip != null) {
                port.put("host_ip", ip);
            }
            port.put("target", container.first() + i);
            if (host != null) {
                port.put("published", published(host, i, container));
            }
            ports.add(port.put("protocol", protocol));
        }
        return ports;
    }

    // A range of host ports for one container port: the engine picks one.
    private static String published(Range host, int i, Range container) {
        return host.size() == container.size()
                ? Integer.toString(host.first() + i)
                : host.first() + "-" + host.last();
    }

    private static Range range(String what, String text) {
        var range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not a port");
        }
        var first = Integer.parseInt(range.group(1));
        var last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (last < first || last > GREATEST) {
            throw new IllegalArgumentException(
                    what + " \"" + text + "\" is not between 0 and " + GREATEST);
        }
        return new Range(first, last);
    }
}

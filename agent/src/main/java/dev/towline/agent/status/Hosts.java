package dev.towline.agent.status;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which `Host` headers mean this machine, without asking a name server.
final class Hosts {
    private static final Pattern HOST =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[^:]{1,253})(:[0-9]{1,5})?");

    private Hosts() {}

    static boolean local(@Nullable String header) {
        if (header == null) {
            return false;
        }
        var parts = HOST.matcher(header);
        if (!parts.matches()) {
            return false;
        }
        var host = parts.group("host");
        return host.equalsIgnoreCase("localhost") || loopback(host);
    }

    private static boolean loopback(String host) {
        var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(literal).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            // A name, not an address.
            return false;
        }
    }
}

package dev.towline.agent.compose;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// IP addresses as texts; names are never looked up.
final class HostAddress {
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private HostAddress() {}

    /// Whether it is an IPv4 address, or an IPv6 address in brackets.
    static boolean isAddress(String text) {
        var bracketed = text.startsWith("[") && text.endsWith("]");
        return bracketed ? isV6(bare(text)) : isV4(text);
    }

    /// Whether it is an IPv4 or IPv6 address without brackets.
    static boolean isBareAddress(String text) {
        return isV4(text) || isV6(text);
    }

    static String bare(String text) {
        return text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static boolean isV4(String text) {
        return V4.matcher(text).matches() && literal(text);
    }

    private static boolean isV6(String text) {
        return V6.matcher(text).matches() && literal(text);
    }

    private static boolean literal(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress().length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}

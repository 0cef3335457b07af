package dev.towline.settings;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Where a coordinator is asked over HTTP.
public final class HttpUrl {
    /// What `parse` takes, for whoever wrote something else.
    public static final String FORM = "an http or https URL without user, query and fragment";

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private HttpUrl() {}

    /// A URL of that form; empty where the text is none.
    public static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text)).filter(HttpUrl::isPlain);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(URI url) {
        return SCHEMES.contains(String.valueOf(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    /// Whether a token that goes there can be read on the way.
    public static boolean isInTheClear(URI url) {
        return url.getScheme().equals("http") && !isLoopback(url.getHost());
    }

    /// Whether nobody else answers there. Asks no name server, whose answer may change.
    ///
    /// @param host a name or an address; one of IPv6 may stand in brackets
    public static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(bare(host)).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// An address of IPv6 without its brackets; everything else as it is.
    public static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}

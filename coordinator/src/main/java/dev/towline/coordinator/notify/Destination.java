package dev.towline.coordinator.notify;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A URL that messages may be sent to: TLS, or a receiver on the coordinator's own machine.
///
/// An administrator defines it, but what is read off a VM by the wrong message is not theirs to
/// give: addresses that clouds answer secrets at (link-local ones) are not talked to.
public record Destination(URI uri) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException in words where it is not to be used
    static Destination parse(String text, PlainHttp plainHttp) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("it is no URL");
        }
        var host = uri.getHost();
        if (host == null || uri.getScheme() == null) {
            throw new IllegalArgumentException("it is no URL with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it has a user, a password or a fragment");
        }
        requireScheme(uri, host, plainHttp);
        return new Destination(uri);
    }

    private static void requireScheme(URI uri, String host, PlainHttp plainHttp) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean plain =
                scheme.equals("http")
                        && (plainHttp == PlainHttp.ANYWHERE || LOOPBACK.matcher(host).matches());
        if (!scheme.equals("https") && !plain) {
            throw new IllegalArgumentException("it is neither https nor http on loopback");
        }
    }

    /// Where messages are sent without TLS.
    public enum PlainHttp {
        ON_LOOPBACK,
        ANYWHERE
    }

    /// Why its host is not to be talked to; empty: it may be. Asks the resolver.
    Optional<String> objection() {
        try {
            for (var address : InetAddress.getAllByName(uri.getHost())) {
                if (address.isLinkLocalAddress()
                        || address.isMulticastAddress()
                        || address.isAnyLocalAddress()) {
                    return Optional.of("its address is not to be talked to");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.of("its host is not known");
        }
    }

    /// For people's eyes: a path or a query may be a credential.
    String masked() {
        var end = uri.getRawPath() == null || uri.getRawPath().length() <= 1 ? "" : "/…";
        return origin() + end;
    }

    /// Without the query.
    String shown() {
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return origin() + path + (uri.getRawQuery() == null ? "" : "?…");
    }

    private String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    @Override
    public String toString() {
        return masked();
    }
}

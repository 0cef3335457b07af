package dev.towline.coordinator.access;

import java.net.URI;
import java.util.List;
import java.util.Set;

/// Somebody else whose tokens are accepted, as GitHub for the workflows that it runs.
///
/// @param name how it is called here
/// @param issuer the `iss` of its tokens
/// @param jwksUrl where it publishes its keys; https, or http on loopback
/// @param audience what the tokens must be made for: this coordinator
/// @param rules the first that a token fits counts
public record TrustedIssuer(
        String name, String issuer, URI jwksUrl, String audience, List<TrustRule> rules) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    public TrustedIssuer {
        rules = List.copyOf(rules);
        if (!isSafe(jwksUrl)) {
            throw new IllegalArgumentException(
                    "keys are fetched over https, or over http from this machine; not from "
                            + jwksUrl);
        }
    }

    /// Whether nobody on the way can put keys of their own there.
    public static boolean isSafe(URI url) {
        return switch (String.valueOf(url.getScheme())) {
            case "https" -> url.getHost() != null;
            case "http" -> url.getHost() != null && LOOPBACK.contains(url.getHost());
            default -> false;
        };
    }
}

package dev.towline.coordinator.http;

import java.time.Duration;

/// What clients may cost.
///
/// @param head from connecting until a request's headers have come, a TLS handshake included
/// @param body for a request's body, from its headers on
/// @param idle from an answer until the next request's headers have come
/// @param connections open at the same time; more wait to be accepted
/// @param failuresPerAddress wrong credentials of one address, a minute
/// @param failures wrong credentials of all addresses, a minute
public record Limits(
        Duration head,
        Duration body,
        Duration idle,
        int connections,
        int failuresPerAddress,
        int failures) {
    public static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    12_000,
                    30,
                    600);

    public Limits {
        requirePositive("head", head);
        requirePositive("body", body);
        requirePositive("idle", idle);
        if (connections < 1 || failuresPerAddress < 1 || failures < 1) {
            throw new IllegalArgumentException("a limit is 1 at least");
        }
    }

    private static void requirePositive(String name, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException(name + " is a time, not " + limit);
        }
    }
}

package dev.towline.coordinator.http;

import java.util.Optional;

/// Tells who a bearer token belongs to.
@FunctionalInterface
public interface Gate {
    /// Empty where the token is unknown or was revoked.
    Optional<Caller> callerOf(String token);
}

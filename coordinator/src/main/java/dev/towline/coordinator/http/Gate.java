package dev.towline.coordinator.http;

/// Tells who a bearer token belongs to.
@FunctionalInterface
public interface Gate {
    /// Lets in whom the token stands for.
    ///
    /// @throws Refusal 401 where the token is unknown, was revoked, or is over
    Pass admit(String token);
}

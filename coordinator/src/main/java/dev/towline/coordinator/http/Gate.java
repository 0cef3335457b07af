package dev.towline.coordinator.http;

/// Tells who a bearer token belongs to, and is told whom was turned away.
@FunctionalInterface
public interface Gate {
    /// Lets in whom the token stands for.
    ///
    /// @throws Refusal 401 where the token is unknown, was revoked, or is over
    Pass admit(String token);

    /// Is told of a request that would have changed something and was refused; never fails.
    default void refused(Refused request) {}
}

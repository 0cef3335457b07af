package dev.towline.coordinator.policy;

/// Who asks, or approves.
///
/// @param token the id of the token that it was done with
public record Person(String name, String token, Rank rank) {
    /// Another name and another token: one person may have several tokens.
    boolean isAnotherThan(Person other) {
        return !name.equals(other.name) && !token.equals(other.token);
    }
}

package dev.towline.coordinator.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked for, and by whom; nothing of the texts was checked.
///
/// @param approval a second person's word; null while there is none
public record DeployRequest(
        Kind kind, Texts texts, Force force, Person requester, @Nullable Approval approval) {

    /// Whether something new is wanted or something earlier.
    public enum Kind {
        DEPLOY,
        ROLLBACK
    }

    /// What the requester wrote.
    public record Texts(@Nullable String sha, @Nullable String confirm, @Nullable String reason) {}

    /// What the second person wrote.
    public record Approval(Person by, @Nullable String confirm, @Nullable String reason) {}

    public DeployRequest approved(Approval by) {
        return new DeployRequest(kind, texts, force, requester, by);
    }

    Optional<Approval> approvedBy() {
        return Optional.ofNullable(approval);
    }
}

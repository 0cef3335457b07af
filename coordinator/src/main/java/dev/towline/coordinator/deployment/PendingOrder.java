package dev.towline.coordinator.deployment;

import dev.towline.ids.DeploymentId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An order that waits, or waited, for a second person.
///
/// @param deployment null until it was approved
record PendingOrder(
        String id,
        Wish wish,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable DeploymentId deployment,
        @Nullable String approvedBy) {

    /// What can become of it.
    enum State {
        PENDING,
        APPROVED,
        EXPIRED
    }

    State stateAt(Instant now) {
        if (deployment != null) {
            return State.APPROVED;
        }
        return now.isBefore(expiresAt) ? State.PENDING : State.EXPIRED;
    }

    Optional<DeploymentId> ordered() {
        return Optional.ofNullable(deployment);
    }
}

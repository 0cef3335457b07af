package dev.towline.agent.reconcile;

import dev.towline.ids.Generation;
import dev.towline.wire.DesiredState;
import java.time.Instant;

/// Orders that differ from the usual one.
final class Orders {
    private Orders() {}

    static DesiredState forced(DesiredState it) {
        return new DesiredState(
                it.environment(),
                it.agent(),
                it.generation(),
                it.sha(),
                it.deployment(),
                it.repository(),
                it.branch(),
                it.stack(),
                true,
                it.requestedBy(),
                it.reason(),
                it.issuedAt(),
                it.expiresAt());
    }

    static DesiredState expiring(DesiredState it, Instant at) {
        return new DesiredState(
                it.environment(),
                it.agent(),
                it.generation(),
                it.sha(),
                it.deployment(),
                it.repository(),
                it.branch(),
                it.stack(),
                it.forced(),
                it.requestedBy(),
                it.reason(),
                it.issuedAt(),
                at);
    }

    static DesiredState generation(DesiredState it, Generation generation) {
        return new DesiredState(
                it.environment(),
                it.agent(),
                generation,
                it.sha(),
                it.deployment(),
                it.repository(),
                it.branch(),
                it.stack(),
                it.forced(),
                it.requestedBy(),
                it.reason(),
                it.issuedAt(),
                it.expiresAt());
    }
}

package dev.towline.agent.reconcile;

import dev.towline.ids.AgentId;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.Generation;
import dev.towline.wire.DesiredState;
import java.time.Instant;

/// The usual order, and orders that differ from it.
final class Orders {
    private Orders() {}

    static DesiredState of(CommitSha sha, Generation generation, String repository) {
        return new DesiredState(
                World.STAGING,
                new AgentId("vm-1"),
                generation,
                sha,
                DeploymentId.of(World.STAGING, generation),
                repository,
                "main",
                null,
                false,
                "jen",
                "release",
                Instant.EPOCH,
                Instant.parse("2027-01-01T00:00:00Z"));
    }

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

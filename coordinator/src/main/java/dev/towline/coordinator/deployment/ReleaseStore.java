package dev.towline.coordinator.deployment;

import dev.towline.coordinator.store.Reading;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import java.util.List;
import java.util.Optional;

/// The releases that were accepted in an environment.
final class ReleaseStore {
    private ReleaseStore() {}

    /// Each commit once, the one that was accepted last first.
    static List<CommitSha> accepted(Reading reading, EnvironmentName environment, int most) {
        return reading.list(
                row -> new CommitSha(row.text("sha")),
                "SELECT sha FROM deployments WHERE environment = ? AND state = 'accepted'"
                        + " GROUP BY sha ORDER BY max(generation) DESC LIMIT ?",
                environment,
                most);
    }

    static Optional<CommitSha> acceptedLike(
            Reading reading, EnvironmentName environment, String digits) {
        var matching =
                reading.list(
                        row -> new CommitSha(row.text("sha")),
                        "SELECT DISTINCT sha FROM deployments WHERE environment = ?1"
                                + " AND state = 'accepted' AND sha >= ?2 AND sha < ?2 || 'g'"
                                + " LIMIT 2",
                        environment,
                        digits);
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }

    /// The commit of the newest deployment that may have changed a VM: it is still open, or was
    /// accepted or left unverified on one.
    static Optional<CommitSha> running(Reading reading, EnvironmentName environment) {
        return reading.first(
                row -> new CommitSha(row.text("sha")),
                "SELECT sha FROM deployments d WHERE environment = ? AND (ended_at IS NULL"
                        + " OR EXISTS (SELECT 1 FROM deployment_vms v WHERE v.deployment = d.id"
                        + " AND v.outcome IN ('accepted', 'stalled')))"
                        + " ORDER BY generation DESC LIMIT 1",
                environment);
    }
}

package dev.towline.coordinator.deployment;

import dev.towline.coordinator.build.Build;
import dev.towline.coordinator.build.BuildStatus;
import dev.towline.coordinator.build.BuildStore;
import dev.towline.coordinator.environment.BypassStore;
import dev.towline.coordinator.environment.Environment;
import dev.towline.coordinator.policy.DeployPolicy;
import dev.towline.coordinator.policy.Facts;
import dev.towline.coordinator.policy.Facts.Acceptance;
import dev.towline.coordinator.store.Reading;
import dev.towline.coordinator.store.Row;
import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the store knows of a commit that somebody wants to deploy.
final class FactStore {
    private static final int MOST_CANDIDATES = 5;
    private static final int MOST_ACCEPTANCES = 20;

    /// What took the place of a release: another that was begun on a VM and not refused there, or
    /// its own failure. Times are the coordinator's.
    private static final String UNTIL =
            "(SELECT min(n.requested_at) FROM deployments n WHERE n.environment = d.environment"
                    + " AND n.generation > d.generation AND EXISTS (SELECT 1"
                    + " FROM deployment_vms v WHERE v.deployment = n.id AND (CASE WHEN n.sha = d.sha"
                    + " THEN v.outcome IN ('rolled-back', 'stalled') ELSE v.started_at IS NOT NULL"
                    + " AND ifnull(v.outcome, '') <> 'refused' END)))";

    private FactStore() {}

    static Facts facts(
            Reading reading, @Nullable String sha, Environment environment, Instant now) {
        var matching =
                sha != null && DeployPolicy.namesCommit(sha)
                        ? DeploymentStore.commitsLike(reading, sha, MOST_CANDIDATES)
                        : List.<CommitSha>of();
        return DeployPolicy.commit(sha, matching)
                .map(commit ->
                        new Facts(
                                matching,
                                BuildStore.find(reading, commit).map(FactStore::fact).orElse(null),
                                promoted(reading, environment, commit),
                                acceptances(reading, environment.name(), commit, 1).stream()
                                        .findFirst()
                                        .orElse(null),
                                failed(reading, environment.name(), commit).orElse(null),
                                BypassStore.ordered(reading, environment.name(), now).orElse(null)))
                .orElseGet(() -> Facts.matching(matching));
    }

    private static Facts.Build fact(Build build) {
        return new Facts.Build(
                build.status() == BuildStatus.PASSED, build.images(), build.recordedAt());
    }

    private static List<Acceptance> promoted(
            Reading reading, Environment environment, CommitSha sha) {
        return environment
                .rules()
                .promotedFrom()
                .map(promotion ->
                        acceptances(reading, promotion.environment(), sha, MOST_ACCEPTANCES))
                .orElse(List.of());
    }

    /// Newest first.
    private static List<Acceptance> acceptances(
            Reading reading, EnvironmentName environment, CommitSha sha, int most) {
        return reading.list(
                FactStore::acceptance,
                "SELECT d.id, d.terms, d.accepted_at, "
                        + UNTIL
                        + " AS until, ifnull((SELECT group_concat(warning, '; ')"
                        + " FROM deployment_vms WHERE deployment = d.id), '') AS warning"
                        + " FROM deployments d WHERE d.environment = ? AND d.sha = ?"
                        + " AND d.state = 'accepted' AND d.accepted_at IS NOT NULL"
                        + " ORDER BY d.generation DESC LIMIT ?",
                environment,
                sha,
                most);
    }

    private static Acceptance acceptance(Row row) {
        return new Acceptance(
                new DeploymentId(row.text("id")),
                DeploymentStore.terms(row).images(),
                row.instant("accepted_at"),
                row.instantOrNull("until"),
                row.text("warning"));
    }

    /// The newest deployment that says how the commit did here, where it says that it failed.
    private static Optional<DeploymentId> failed(
            Reading reading, EnvironmentName environment, CommitSha sha) {
        return reading.first(
                row -> new DeploymentId(row.text("id")),
                "SELECT id FROM (SELECT d.id AS id,"
                        + " max(v.outcome IN ('rolled-back', 'stalled')) AS failed"
                        + " FROM deployments d JOIN deployment_vms v ON v.deployment = d.id"
                        + " WHERE d.environment = ? AND d.sha = ?"
                        + " AND v.outcome IN ('accepted', 'rolled-back', 'stalled')"
                        + " GROUP BY d.id ORDER BY d.generation DESC LIMIT 1) WHERE failed",
                environment,
                sha);
    }
}

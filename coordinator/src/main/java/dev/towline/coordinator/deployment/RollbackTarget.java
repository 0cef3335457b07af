package dev.towline.coordinator.deployment;

import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.policy.DeployPolicy;
import dev.towline.coordinator.store.Reading;
import dev.towline.ids.CommitSha;
import dev.towline.ids.EnvironmentName;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the release that a rollback goes back to.
final class RollbackTarget {
    private static final int MOST_CANDIDATES = 10;

    private RollbackTarget() {}

    /// The named one, or the one that was accepted last before what runs.
    ///
    /// @throws Refusal 422 where the named one was never accepted here, 409 where there is none
    static CommitSha find(Reading reading, EnvironmentName environment, @Nullable String to) {
        var running = ReleaseStore.running(reading, environment);
        var earlier =
                ReleaseStore.accepted(reading, environment, MOST_CANDIDATES + 1).stream()
                        .filter(sha -> running.filter(sha::equals).isEmpty())
                        .limit(MOST_CANDIDATES)
                        .toList();
        if (to != null) {
            return named(reading, environment, to, earlier);
        }
        return earlier.stream()
                .findFirst()
                .orElseThrow(() ->
                        Refusal.conflict(
                                "to",
                                "no other release than the running one was accepted in "
                                        + environment));
    }

    private static CommitSha named(
            Reading reading, EnvironmentName environment, String to, List<CommitSha> candidates) {
        if (!DeployPolicy.namesCommit(to)) {
            throw Refusal.unusable("to", "not a commit SHA", "7 to 40 lower-case hex digits");
        }
        return ReleaseStore.acceptedLike(reading, environment, to)
                .orElseThrow(() ->
                        Refusal.unusable(
                                "to",
                                "no one release " + to + " was accepted in " + environment,
                                words(candidates)));
    }

    private static String words(List<CommitSha> candidates) {
        return candidates.isEmpty()
                ? "none was accepted but the running one"
                : "one of "
                        + candidates.stream().map(CommitSha::hex).collect(Collectors.joining(", "));
    }
}

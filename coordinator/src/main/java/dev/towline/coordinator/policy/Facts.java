package dev.towline.coordinator.policy;

import dev.towline.ids.CommitSha;
import dev.towline.ids.DeploymentId;
import dev.towline.ids.ImageDigest;
import dev.towline.wire.ContractBypass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the decision rests on.
///
/// @param matching the known commits whose names begin as the request's; a few are enough
/// @param build what CI said of the commit; null: nothing
/// @param promoted where the commit was accepted in the environment that it is promoted from
/// @param acceptedHere the newest acceptance of the commit in this environment; null: none
/// @param failedHere the deployment that the commit failed with here, and was not accepted since
/// @param bypass the one that was given for the environment
public record Facts(
        List<CommitSha> matching,
        @Nullable Build build,
        List<Acceptance> promoted,
        @Nullable Acceptance acceptedHere,
        @Nullable DeploymentId failedHere,
        @Nullable ContractBypass bypass) {
    public Facts {
        matching = List.copyOf(matching);
        promoted = List.copyOf(promoted);
    }

    /// Nothing is known of the commit.
    public static Facts matching(List<CommitSha> matching) {
        return new Facts(matching, null, List.of(), null, null, null);
    }

    /// What CI said of a commit.
    public record Build(boolean passed, Map<String, ImageDigest> images, Instant recordedAt) {
        public Build {
            images = Map.copyOf(images);
        }
    }

    /// A deployment of the commit that was accepted.
    ///
    /// @param images that it was ordered with
    /// @param until when something else took its place; null: it runs there
    /// @param warning what was let pass; empty: nothing
    public record Acceptance(
            DeploymentId deployment,
            Map<String, ImageDigest> images,
            Instant since,
            @Nullable Instant until,
            String warning) {
        public Acceptance {
            images = Map.copyOf(images);
        }

        Duration soaked(Instant now) {
            var end = until == null || until.isAfter(now) ? now : until;
            return end.isBefore(since) ? Duration.ZERO : Duration.between(since, end);
        }
    }
}

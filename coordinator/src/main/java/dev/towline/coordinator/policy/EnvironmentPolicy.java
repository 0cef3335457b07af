package dev.towline.coordinator.policy;

import dev.towline.ids.EnvironmentName;
import dev.towline.wire.DriftPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that an environment's deployments are held to.
///
/// @param confirmation the word that is typed
/// @param deployers the names of those who may deploy; empty: all of the role
/// @param passedBuild only commits whose build passed, and with its images
/// @param descendants only commits that come after what runs
/// @param promotion where a release must have been before; null: nowhere
/// @param approval a second person is needed; null: not
/// @param quarantine what failed here is not ordered again
/// @param maximumBuildAge null: any
/// @param drift null: the VM's own setting
public record EnvironmentPolicy(
        String confirmation,
        boolean reasonRequired,
        Rank minimumRole,
        List<String> deployers,
        boolean passedBuild,
        boolean descendants,
        @Nullable Promotion promotion,
        List<FreezeWindow> freezes,
        @Nullable Approval approval,
        boolean quarantine,
        @Nullable Duration maximumBuildAge,
        @Nullable DriftPolicy drift) {
    public EnvironmentPolicy {
        deployers = List.copyOf(deployers);
        freezes = List.copyOf(freezes);
    }

    /// The same SHA with the same digests was accepted there, and ran for so long.
    public record Promotion(EnvironmentName environment, Duration soak) {}

    /// A second person says so, too.
    ///
    /// @param expiresAfter how long an order waits for it
    public record Approval(Duration expiresAfter) {}

    public Optional<Promotion> promotedFrom() {
        return Optional.ofNullable(promotion);
    }

    /// Nothing but a confirmation and a reason.
    public static EnvironmentPolicy usual(String confirmation) {
        return new EnvironmentPolicy(
                confirmation,
                true,
                Rank.DEPLOYER,
                List.of(),
                false,
                false,
                null,
                List.of(),
                null,
                false,
                null,
                null);
    }
}

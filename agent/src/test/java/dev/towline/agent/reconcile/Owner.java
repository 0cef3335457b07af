package dev.towline.agent.reconcile;

import dev.towline.ids.EnvironmentName;
import dev.towline.wire.DriftPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a VM's owner has set.
///
/// @param signers the list of those whose commits alone are deployed
record Owner(DriftPolicy drift, EditPolicy edits, Optional<Path> signers) {
    static final Owner USUAL = new Owner(DriftPolicy.HOLD_OFF, EditPolicy.REFUSE, Optional.empty());

    static Owner listing(Path signers) {
        return new Owner(USUAL.drift(), USUAL.edits(), Optional.of(signers));
    }

    /// @param folder of the whole VM
    EnvironmentSettings settings(EnvironmentName environment, Path folder) {
        return new EnvironmentSettings(
                environment,
                folder.resolve("project"),
                List.of(),
                folder.resolve("state"),
                Duration.ofSeconds(60),
                1L << 30,
                drift,
                edits,
                signers,
                new HostSettings(folder.resolve("policy.yml"), List.of(folder.resolve("state"))));
    }
}

package dev.towline.coordinator.environment;

import dev.towline.coordinator.rollout.RolloutView;
import dev.towline.coordinator.store.Reading;
import dev.towline.ids.EnvironmentName;
import java.time.Instant;
import java.util.Optional;

/// Where the rollouts are known.
@FunctionalInterface
public interface RolloutDirectory {
    /// That of the newest deployment; empty where it has none.
    Optional<RolloutView> of(Reading reading, EnvironmentName environment, Instant now);
}

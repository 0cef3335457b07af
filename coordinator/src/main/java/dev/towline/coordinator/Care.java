package dev.towline.coordinator;

import dev.towline.coordinator.backup.Plan;
import dev.towline.coordinator.deployment.EventRetention;

/// How the store is cared for.
///
/// @param events which are kept
public record Care(Plan backups, EventRetention.Rule events) {
    public static final Care USUAL = new Care(Plan.USUAL, EventRetention.Rule.USUAL);
}

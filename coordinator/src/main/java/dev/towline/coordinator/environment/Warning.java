package dev.towline.coordinator.environment;

import dev.towline.ids.DeploymentId;

/// What people should see of an environment until it is over.
///
/// @param detail in words
record Warning(Kind kind, DeploymentId deployment, String detail) {
    /// What it is about.
    enum Kind {
        /// The newest order set rules aside.
        OVERRIDE,
        /// What was accepted last was accepted though something failed.
        ACCEPTED_WITH_WARNING
    }
}

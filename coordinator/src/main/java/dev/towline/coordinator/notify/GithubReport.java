package dev.towline.coordinator.notify;

/// What GitHub is told of a deployment.
enum GithubReport {
    /// The commit's status.
    STATUS,
    /// A deployment of its own, with its states.
    DEPLOYMENT,
    BOTH
}

package dev.towline.wire;

/// What an environment on a VM is in: the one word of its status.
public enum Condition {
    /// No order was received yet.
    IDLE,
    /// A deployment is under way.
    RECONCILING,
    /// A guard said busy, or a hold or somebody's lock comes first: the deployment goes on later.
    DEFERRED,
    /// The plan is empty, the gates passed, the observed generation is the desired one.
    CONVERGED,
    /// The accepted release is in place, but it does not run as it should, or the order was
    /// refused.
    DEGRADED,
    /// Will not go on until something changes.
    STALLED
}

package dev.towline.wire;

/// What is done between deployments about what differs from the accepted release.
public enum DriftPolicy {
    /// What crashed, was stopped or removed is healed; what looks like a person's work is left to
    /// them until they release it, or the next deployment.
    HOLD_OFF,
    /// Everything is brought back.
    HEAL,
    /// Everything is reported, nothing is done, until a person releases it.
    OBSERVE
}

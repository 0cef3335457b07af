package dev.towline.wire;

/// How a deployment ended on a VM.
public enum Outcome {
    /// Every gate passed.
    ACCEPTED,
    /// A gate failed; the last accepted release runs again and was verified.
    ROLLED_BACK,
    /// Something was wrong before anything running was touched.
    REFUSED,
    /// A newer generation took over before this one was accepted.
    SUPERSEDED,
    /// Neither this release nor a rollback could be verified; what runs was left running.
    STALLED
}

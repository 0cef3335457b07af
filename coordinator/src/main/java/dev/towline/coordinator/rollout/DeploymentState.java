package dev.towline.coordinator.rollout;

import java.util.Locale;

/// What a deployment is in, over all its VMs.
public enum DeploymentState {
    /// No VM has begun, or there is none.
    PENDING,
    RUNNING,
    /// Its rollout goes to no further VM until somebody says so.
    HALTED,
    ACCEPTED,
    SUPERSEDED,
    REFUSED,
    ROLLED_BACK,
    STALLED;

    public boolean ended() {
        return compareTo(HALTED) > 0;
    }

    /// The form on the wire, as `rolled-back`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static DeploymentState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

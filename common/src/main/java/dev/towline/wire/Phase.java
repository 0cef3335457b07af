package dev.towline.wire;

/// The phases of a deployment on a VM, in their order (`roll-back` takes the place of `accept`).
public enum Phase {
    RECEIVE,
    PREPARE,
    GUARD,
    BEFORE_HOOKS,
    SWITCH,
    VERIFY,
    CONTRACT,
    ACCEPT,
    ROLL_BACK
}

package dev.towline.agent.reconcile;

/// What becomes of an order where somebody edited tracked files on the VM.
public enum EditPolicy {
    /// It is refused, with what differs.
    REFUSE,
    /// The edited files are kept beside the releases, and then replaced.
    SAVE_ASIDE
}

package dev.towline.agent.reconcile;

/// The process is gone from one moment to the next; nothing catches it.
final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
}

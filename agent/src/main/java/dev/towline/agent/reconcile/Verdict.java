package dev.towline.agent.reconcile;

/// What came of a part of a deployment that may be interrupted by a newer order.
sealed interface Verdict {

    record Passed() implements Verdict {}

    record Failed(String reason) implements Verdict {}

    /// A newer generation takes over here: this is a safe point.
    record Superseded() implements Verdict {}
}

package dev.towline.agent.check;

import dev.towline.wire.CheckReport;

/// Whether a deployment may start, by one guard's word.
public sealed interface GuardVerdict {

    CheckReport report();

    /// It may, or there is nothing running to guard.
    record Clear(CheckReport report) implements GuardVerdict {}

    /// Later: the deployment is deferred.
    record Busy(CheckReport report) implements GuardVerdict {}

    /// No, or the guard could not say.
    record Refused(CheckReport report) implements GuardVerdict {}
}

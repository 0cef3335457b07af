package dev.towline.agent.reconcile;

import dev.towline.agent.journal.Entries;
import dev.towline.wire.Condition;
import dev.towline.wire.DeploymentStatus;
import dev.towline.wire.Outcome;
import org.jspecify.annotations.Nullable;

/// What an environment is in between deployments, by how the last one ended.
final class Resting {
    private Resting() {}

    static Condition condition(Entries entries) {
        var outcome = outcome(entries.last());
        if (entries.stalled()) {
            return Condition.STALLED;
        }
        if (outcome == null) {
            return Condition.IDLE;
        }
        return switch (outcome) {
            case ACCEPTED -> Condition.CONVERGED;
            case ROLLED_BACK, REFUSED, SUPERSEDED -> Condition.DEGRADED;
            case STALLED -> Condition.STALLED;
        };
    }

    static String reason(Entries entries) {
        var last = entries.last();
        var outcome = outcome(last);
        if (last == null || outcome == null) {
            return "no order was received yet";
        }
        return switch (outcome) {
            case ACCEPTED -> "";
            case ROLLED_BACK -> last.deployment() + " was rolled back: " + last.reason();
            case REFUSED -> last.deployment() + " was refused: " + last.reason() + left(entries);
            case SUPERSEDED -> last.deployment() + " was superseded" + left(entries);
            case STALLED -> last.deployment() + " stalled: " + last.reason();
        };
    }

    private static String left(Entries entries) {
        return entries.stalled() ? "; what runs is left of one that stalled" : "";
    }

    private static @Nullable Outcome outcome(@Nullable DeploymentStatus last) {
        return last == null ? null : last.outcome();
    }
}

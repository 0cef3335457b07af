package dev.towline.agent.reconcile;

import dev.towline.agent.project.Release;
import dev.towline.ids.CommitSha;
import dev.towline.wire.DesiredState;
import java.util.Optional;

/// Whether a fetched commit comes after the release that was accepted last, where the order asks
/// for it.
final class Ancestry {
    private final Workplace at;

    Ancestry(Workplace at) {
        this.at = at;
    }

    /// Why it may not be deployed; empty where it may.
    Optional<String> objection(DesiredState order) {
        return switch (order.terms().ancestry()) {
            case ANY -> Optional.empty();
            case DESCENDANT ->
                    at.journal()
                            .entries()
                            .lastAccepted()
                            .map(Release::sha)
                            .filter(it -> !at.mirror().descends(order.sha(), it))
                            .map(it -> words(order.sha(), it));
        };
    }

    private static String words(CommitSha wanted, CommitSha accepted) {
        return wanted
                + " does not come after "
                + accepted
                + ", which was accepted here last; to go back, order a rollback, or force it";
    }
}

package dev.towline.agent.journal;

import dev.towline.wire.DesiredState;
import dev.towline.wire.DriftPolicy;
import org.jspecify.annotations.Nullable;

/// What of an order holds for as long as its release runs.
///
/// @param warning what was let pass when it was accepted; null: nothing
/// @param drift what is done about what differs from it; null: the VM's own setting
public record AcceptedTerms(@Nullable String warning, @Nullable DriftPolicy drift) {
    static final AcceptedTerms NONE = new AcceptedTerms(null, null);

    static AcceptedTerms of(DesiredState order, @Nullable String warning) {
        return new AcceptedTerms(warning, order.terms().drift());
    }

    AcceptedTerms warned(@Nullable String other) {
        return other == null ? this : new AcceptedTerms(other, drift);
    }
}

package dev.towline.agent.reconcile;

import dev.towline.agent.reconcile.Tally.Heal;
import dev.towline.wire.Drift;

/// Tallies for tests of other packages.
public final class Tallies {
    private Tallies() {}

    public static Tally none() {
        return new Tally();
    }

    /// Healed three times, once in vain; one difference was left to people.
    public static Tally some() {
        var tally = new Tally();
        tally.healed(Heal.DONE);
        tally.healed(Heal.DONE);
        tally.healed(Heal.FAILED);
        tally.drifted(Drift.Handling.LEFT);
        return tally;
    }
}

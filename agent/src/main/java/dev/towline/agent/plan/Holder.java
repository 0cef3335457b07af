package dev.towline.agent.plan;

import dev.towline.agent.project.ObservedContainer;

/// Who holds a place.
sealed interface Holder {

    /// We do: what should be there is brought there.
    record Ours() implements Holder {}

    /// Others do: their container runs, and they and the place are left alone.
    record Theirs(ObservedContainer container) implements Holder {}

    /// Nobody has to: its work is done for good, and its container was removed.
    record Nobody() implements Holder {}

    static Holder of(Slot slot, Goal goal) {
        var theirs = slot.others().stream().filter(goal::theirs).max(Slot.BEST_LAST);
        if (theirs.isPresent()) {
            return new Theirs(theirs.get());
        }
        var gone = goal.stage().betweenDeployments() && slot.match().isEmpty();
        return gone && OneShots.awaited(goal.project(), slot.service()) ? new Nobody() : new Ours();
    }
}

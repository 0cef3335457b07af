package dev.towline.coordinator.deployment;

import dev.towline.coordinator.audit.Act;
import dev.towline.coordinator.http.Refusal;
import dev.towline.coordinator.rollout.Advice;
import dev.towline.coordinator.rollout.RolloutView.Halted;
import dev.towline.coordinator.rollout.Waves;
import dev.towline.coordinator.store.Transaction;

/// What people make of a rollout. What was done already is not done again.
final class Steering {
    private final Transaction transaction;
    private final Rollouts rollouts;
    private final StoredRollout rollout;
    private final Wish wish;

    Steering(Transaction transaction, Rollouts rollouts, StoredRollout rollout, Wish wish) {
        this.transaction = transaction;
        this.rollouts = rollouts;
        this.rollout = rollout;
        this.wish = wish;
    }

    /// Who wants it, and why.
    record Wish(Act act, String reason) {}

    /// It goes to no further VM.
    void halt() {
        if (rollout.halted() != null) {
            return;
        }
        if (isDone()) {
            throw Refusal.conflict(
                    null,
                    "the rollout of "
                            + rollout.deployment()
                            + " has nothing left to halt; order a rollback to go back");
        }
        var halted = new Halted(wish.act().at(), wish.act().who(), wish.reason(), null);
        rollouts.halt(transaction, rollout, halted);
        changed("rollout-halted", "after wave " + rollout.waves());
    }

    /// It goes on, without those that failed or took too long.
    void resume() {
        var halted = rollout.halted();
        if (halted == null) {
            return;
        }
        var progress = rollouts.progress(rollout, wish.act().at());
        var without = Waves.inTrouble(rollout.plan(), progress, wish.act().at());
        RolloutStore.resume(transaction, rollout.deployment(), without, wish.act().at());
        changed("rollout-resumed", "without " + without + ", it was halted: " + halted.because());
    }

    /// There is no wait after the wave that was released last.
    void hurry() {
        hurry(rollout.waves());
    }

    /// The same.
    ///
    /// @param wave that wave, as the caller knows it
    void hurry(int wave) {
        requireGoing();
        if (wave > rollout.waves() || wave < 0) {
            throw Refusal.unusable(
                    "wave", "there was no wave " + wave + " yet", "0 to " + rollout.waves());
        }
        if (wave < rollout.waves() || wave <= rollout.hurried()) {
            return;
        }
        RolloutStore.hurry(transaction, rollout.deployment(), wave);
        changed("rollout-promoted", "no wait after wave " + wave);
    }

    /// All that is left goes at once.
    void goToAll() {
        requireGoing();
        if (rollout.allAtOnce() || isDone()) {
            return;
        }
        RolloutStore.allAtOnce(transaction, rollout.deployment());
        changed("rollout-promoted", "to all that are left, after wave " + rollout.waves());
    }

    private void requireGoing() {
        var halted = rollout.halted();
        if (halted != null) {
            throw Refusal.conflict(
                    null,
                    "the rollout of "
                            + rollout.deployment()
                            + " is halted: "
                            + halted.because()
                            + "; resume it first");
        }
    }

    private boolean isDone() {
        return rollouts.next(rollout, wish.act().at()) instanceof Advice.Rest(var reason, _)
                && reason == Advice.Reason.DONE;
    }

    private void changed(String action, String detail) {
        var subject = rollout.environment().value();
        wish.act()
                .record(
                        transaction,
                        new Act.Deed(
                                action,
                                subject,
                                wish.reason(),
                                rollout.deployment() + ", " + detail));
        rollouts.steered(transaction, rollout, wish.act().at());
    }
}

package dev.towline.agent.reconcile;

import dev.towline.agent.lock.Attempt;
import dev.towline.agent.lock.HeldLock;
import dev.towline.agent.project.Release;
import dev.towline.wire.Hold;
import org.jspecify.annotations.Nullable;

/// Healing's turn to write. It never waits for it: the next pass looks again.
///
/// @param hindrance why it may not, in words; empty: nothing is in the way
record HealingTurn(@Nullable HeldLock lock, String hindrance) implements AutoCloseable {

    /// Nothing is to be done in this pass.
    static HealingTurn none(Workplace at) {
        return new HealingTurn(null, at.hold().map(Hold::words).orElse(""));
    }

    static HealingTurn take(Workplace at, Release release) {
        if (at.hold().isPresent()) {
            return none(at);
        }
        return switch (at.locks().tryTake(release.project().name(), "healing")) {
            case Attempt.Taken it -> new HealingTurn(it.lock(), "");
            case Attempt.Busy it -> new HealingTurn(null, "healing waits, locked by " + it.words());
        };
    }

    boolean given() {
        return lock != null;
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}

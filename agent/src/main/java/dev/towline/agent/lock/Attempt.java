package dev.towline.agent.lock;

import org.jspecify.annotations.Nullable;

/// What came of an attempt to take a lock.
public sealed interface Attempt {

    /// It is ours until it is closed, or this process ends.
    record Taken(HeldLock lock) implements Attempt {}

    /// Somebody else has it.
    ///
    /// @param holder null where that is not known
    record Busy(@Nullable Holder holder) implements Attempt {
        public String words() {
            return holder == null ? "somebody who gave no name" : holder.words();
        }
    }
}

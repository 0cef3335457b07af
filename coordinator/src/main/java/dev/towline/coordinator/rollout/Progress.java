package dev.towline.coordinator.rollout;

import java.util.List;

/// How far a rollout is.
///
/// @param waves how many were released
/// @param hurried the wave after which there is no wait, for a person said so; zero: none
/// @param members in the order in which they get the release
public record Progress(Mode mode, int waves, int hurried, List<Member> members) {
    public Progress {
        members = List.copyOf(members);
    }

    /// What people, or a failure, made of the rollout.
    public enum Mode {
        GOING,
        /// All that is left goes at once.
        ALL_AT_ONCE,
        HALTED
    }
}

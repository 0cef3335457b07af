package dev.towline.agent.journal;

import dev.towline.agent.project.Release;

/// What runs is, or may be, no accepted release: a switch was begun, and came neither to an
/// acceptance nor all the way back.
///
/// @param release to which the last switch was begun
/// @param rest whether that is how it is meant to stay
public record Unsettled(Release release, Rest rest) {

    /// What becomes of it.
    public enum Rest {
        /// Whatever takes over goes forward from it, or all the way back.
        NONE,
        /// It stalled: a person looks at it, and nothing goes back by itself any more.
        STALLED
    }

    static Unsettled switching(Release release) {
        return new Unsettled(release, Rest.NONE);
    }

    Unsettled stalled() {
        return new Unsettled(release, Rest.STALLED);
    }
}

package dev.towline.agent.reconcile;

import dev.towline.agent.project.StackDescriptor;
import java.time.Duration;

/// How long is waited for what. Nothing waits for ever.
final class Patience {
    /// For the source, the images and the rendering of a release.
    static final Duration PREPARE = Duration.ofMinutes(15);

    /// For the pull of all images of a release.
    static final Duration PULL = Duration.ofMinutes(10);

    /// For a guard that says busy, from the order on.
    static final Duration GUARD = Duration.ofHours(2);

    /// Between two tries of a busy guard.
    static final Duration GUARD_PAUSE = Duration.ofSeconds(15);

    /// For a lock that somebody else holds, before anything was touched.
    static final Duration LOCK = Duration.ofMinutes(15);

    /// For an engine that does not answer, in the middle of a deployment.
    static final Duration ENGINE = Duration.ofMinutes(5);

    /// For room on a full disk, on the way back.
    static final Duration ROOM = Duration.ofMinutes(15);

    /// For containers to become what they should be, whatever moves meanwhile: somebody may undo
    /// every step.
    static final Duration SWITCH = Duration.ofHours(1);

    /// For the removal of what older releases left.
    static final Duration TIDYING = Duration.ofMinutes(1);

    /// For a disk to make durable what was written.
    static final Duration BARRIER = Duration.ofMinutes(5);

    /// The longest pause between two looks while something is waited for; a signal ends it earlier.
    static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration HEALTH = Duration.ofSeconds(60);

    private Patience() {}

    /// For containers to become what they should be, from the last step on: as long as the stack
    /// gives its slowest health check, 60 s at least.
    static Duration health(StackDescriptor stack) {
        return stack.health().stream()
                .map(StackDescriptor.Health::timeout)
                .max(Duration::compareTo)
                .filter(it -> it.compareTo(HEALTH) > 0)
                .orElse(HEALTH);
    }
}

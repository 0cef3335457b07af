package dev.towline.agent.journal;

import dev.towline.agent.project.Release;
import dev.towline.wire.DesiredState;
import dev.towline.wire.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The deployment under way, as far as a restart must know it.
///
/// @param phase the phase that was begun last; written before it begins
/// @param candidate null until it was prepared
/// @param failure why it is rolled back; null as long as it goes forward. There is no way back to
///   null
/// @param resumed how often an agent's start has found it under way
/// @param warning what was let pass; null: nothing
/// @param openHook the hook that was started last in this part of the deployment; null where none
///   was
public record Underway(
        DesiredState order,
        Instant startedAt,
        Phase phase,
        @Nullable Release candidate,
        @Nullable String failure,
        int resumed,
        @Nullable String openHook,
        @Nullable String warning) {

    public static Underway begin(DesiredState order, Instant now) {
        return new Underway(order, now, Phase.RECEIVE, null, null, 0, null, null);
    }

    /// From the switch on the hooks before it are over.
    public Underway at(Phase next) {
        var hook = next.compareTo(Phase.SWITCH) < 0 ? openHook : null;
        return new Underway(order, startedAt, next, candidate, failure, resumed, hook, warning);
    }

    public Underway prepared(Release release) {
        return new Underway(order, startedAt, phase, release, failure, resumed, openHook, warning);
    }

    public Underway failed(String reason) {
        return new Underway(
                order, startedAt, Phase.ROLL_BACK, candidate, reason, resumed, openHook, warning);
    }

    public Underway foundAgain() {
        return new Underway(
                order, startedAt, phase, candidate, failure, resumed + 1, openHook, warning);
    }

    public Underway hook(@Nullable String started) {
        return new Underway(order, startedAt, phase, candidate, failure, resumed, started, warning);
    }

    public Underway warned(String what) {
        return new Underway(order, startedAt, phase, candidate, failure, resumed, openHook, what);
    }
}

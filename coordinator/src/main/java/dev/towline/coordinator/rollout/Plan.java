package dev.towline.coordinator.rollout;

import java.time.Duration;
import java.util.Locale;

/// How a release goes over an environment's VMs.
///
/// @param canary how many VMs get it first; zero: the first wave is like the others
/// @param wave how many get it at a time after that
/// @param pause between the end of a wave and the next one
/// @param progressDeadline how long a VM may take from its release to its end
/// @param awayAfter how long an agent is silent that counts as away
public record Plan(
        int canary,
        Share wave,
        Duration pause,
        Duration progressDeadline,
        Duration awayAfter,
        OnFailure onFailure) {

    /// What becomes of those that were moved when one fails.
    public enum OnFailure {
        /// They stay as they are, until a person decides.
        LEAVE,
        /// They get the release that was accepted before, by an order of its own.
        ROLL_BACK;

        /// The form on the wire, as `roll-back`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A number of VMs, or a part of all.
    public record Share(int number, Unit unit) {
        /// At least one; a part is rounded down.
        public int of(int all) {
            return switch (unit) {
                case VMS -> Math.max(1, number);
                case PERCENT -> Math.max(1, (int) ((long) all * number / 100));
            };
        }

        public String words() {
            return switch (unit) {
                case VMS -> Integer.toString(number);
                case PERCENT -> number + "%";
            };
        }
    }

    /// What a share counts.
    public enum Unit {
        VMS,
        PERCENT
    }

    /// The same for a way back, which has none of its own.
    public Plan leaving() {
        return new Plan(canary, wave, pause, progressDeadline, awayAfter, OnFailure.LEAVE);
    }

    int size(int moved, int all) {
        return moved == 0 && canary > 0 ? canary : wave.of(all);
    }
}

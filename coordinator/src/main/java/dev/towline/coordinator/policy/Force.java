package dev.towline.coordinator.policy;

import java.util.Set;

/// What is wanted in spite of the rules.
///
/// @param again a quarantined release is tried again
/// @param rules that an admin overrides
public record Force(boolean again, Set<Rule> rules) {
    public static final Force NONE = new Force(false, Set.of());

    public Force {
        rules = Set.copyOf(rules);
    }

    /// Whether the agents are to try a quarantined release again.
    public boolean triesAgain() {
        return again || rules.contains(Rule.QUARANTINE);
    }
}

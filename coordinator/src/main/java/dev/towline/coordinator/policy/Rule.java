package dev.towline.coordinator.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A rule of an environment's policy, by the name that a refusal and an override give it.
public enum Rule {
    MINIMUM_ROLE(Leave.NEVER),
    DEPLOYERS(Leave.NEVER),
    BUILDS(Leave.BY_ADMIN),
    MAXIMUM_BUILD_AGE(Leave.BY_ADMIN),
    DESCENDANTS(Leave.BY_ADMIN),
    PROMOTION(Leave.BY_ADMIN),
    FREEZE(Leave.BY_ADMIN),
    QUARANTINE(Leave.BY_ADMIN),
    APPROVAL(Leave.BY_ADMIN),
    /// Who may override others.
    OVERRIDES(Leave.NEVER);

    /// Who may set the rule aside, with a reason.
    public enum Leave {
        NEVER,
        BY_ADMIN
    }

    private final Leave leave;

    Rule(Leave leave) {
        this.leave = leave;
    }

    public boolean isOverridable() {
        return leave == Leave.BY_ADMIN;
    }

    /// The form on the wire, as `maximum-build-age`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Rule> ofWord(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }
}

package dev.towline.coordinator.notify;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What there is to tell.
public enum Topic {
    DEPLOYMENT_ORDERED,
    DEPLOYMENT_STARTED,
    /// Its rollout goes to no further VM until somebody says so.
    DEPLOYMENT_HALTED,
    DEPLOYMENT_ENDED,
    POLICY_OVERRIDDEN,
    ACCEPTED_WITH_WARNING,
    DRIFT_BEGAN,
    DRIFT_ENDED,
    HOLD_SET,
    HOLD_ENDED,
    AGENT_AWAY,
    AGENT_BACK,
    /// Only sent when somebody asks for it.
    PING;

    static final Set<Topic> OF_DEPLOYMENTS =
            Set.copyOf(EnumSet.of(DEPLOYMENT_ORDERED, DEPLOYMENT_STARTED, DEPLOYMENT_ENDED));

    /// The form on the wire, as `deployment-ended`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Topic ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

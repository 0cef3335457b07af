package dev.towline.agent.demo;

import java.util.Locale;

/// A deployment that is killed at its points, and how it ends all the same.
enum PointCase {
    /// A good release replaces a good one.
    ACCEPTED("accepted"),
    /// A release whose contract fails replaces a good one.
    ROLLED_BACK("rolled-back"),
    /// The first release takes over what somebody made by hand.
    ADOPTED("accepted"),
    /// The same, but its contract fails.
    GIVEN_BACK("rolled-back");

    private final String outcome;

    PointCase(String outcome) {
        this.outcome = outcome;
    }

    String outcome() {
        return outcome;
    }

    boolean first() {
        return this == ADOPTED || this == GIVEN_BACK;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

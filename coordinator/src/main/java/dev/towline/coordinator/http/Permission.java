package dev.towline.coordinator.http;

import java.util.Locale;

/// What a route asks of its caller.
public enum Permission {
    /// Nothing; for the health answers and for enrolment, whose join token is in the body.
    NONE,
    READ,
    REGISTER_BUILD,
    DEPLOY,
    ADMINISTER,
    /// To be an enrolled agent; no person has it.
    AGENT;

    /// The form on the wire, as `register-build`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

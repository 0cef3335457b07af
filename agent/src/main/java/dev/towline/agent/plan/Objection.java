package dev.towline.agent.plan;

import java.util.Set;

/// What speaks against a project, in words.
///
/// @param services which of its services it concerns
record Objection(Set<String> services, String text) {
    Objection {
        services = Set.copyOf(services);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// A project on its way to the canonical form; belongs to one load, which changes it in place.
///
/// @param disabled the services that no wanted profile switches on
record Draft(
        String name,
        Map<String, Part> services,
        Map<String, Part> networks,
        Map<String, Part> volumes,
        Set<String> disabled) {

    /// A service, network or volume, and where it comes from.
    record Part(Field field, ObjectNode canonical) {}
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// A project on its way to the canonical form; belongs to one load, which changes it in place.
///
/// @param resources by section: networks, volumes, configs, secrets
/// @param models the keys of the models; the canonical form does not have them
/// @param disabled the services that no wanted profile switches on
record Draft(
        String name,
        Map<String, Part> services,
        Map<String, Map<String, Part>> resources,
        Set<String> models,
        Set<String> disabled) {

    /// A service, network, volume, config or secret, and where it comes from.
    record Part(Field field, ObjectNode canonical) {
        /// Adds a problem where an attribute stands, or where the whole does.
        void wrong(String attribute, String what) {
            var child = field.child(attribute);
            var place = child == null ? field.tree().place() : child.tree().place();
            field.problems().error(place, Field.below(field.path(), attribute), what);
        }
    }

    Map<String, Part> networks() {
        return section("networks");
    }

    Map<String, Part> section(String section) {
        return resources.getOrDefault(section, Map.of());
    }
}

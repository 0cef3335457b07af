package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The places of a project, dependencies first.
final class Slots {
    private Slots() {}

    static List<Slot> of(DesiredProject desired, ObservedProject observed) {
        var slots = new ArrayList<Slot>();
        for (var name : inDependencyOrder(desired)) {
            var service = desired.service(name);
            for (var number = 1; number <= service.scale(); number++) {
                slots.add(Slot.of(desired, service, number, observed));
            }
        }
        return List.copyOf(slots);
    }

    /// The containers of ours that the project has no place for.
    static List<ObservedContainer> orphans(List<Slot> slots, ObservedProject observed) {
        return observed.containers().stream()
                .filter(it -> ours(it) && slots.stream().noneMatch(slot -> belongs(it, slot)))
                .toList();
    }

    /// Towline made it, or retired it when it took over its place.
    static boolean ours(ObservedContainer container) {
        return container.specHash() != null || Names.marked(container.name());
    }

    /// Somebody else's: not ours, and in no place of the project.
    static boolean foreign(ObservedContainer container, List<Slot> slots) {
        return !ours(container) && slots.stream().noneMatch(slot -> belongs(container, slot));
    }

    private static boolean belongs(ObservedContainer container, Slot slot) {
        return container.service().equals(slot.service().name())
                && container.number() == slot.number();
    }

    private static Set<String> inDependencyOrder(DesiredProject desired) {
        var ordered = new LinkedHashSet<String>();
        desired.services().values().forEach(it -> visit(it, desired, ordered));
        return ordered;
    }

    // The loader refuses cycles and dependencies on services that do not exist.
    private static void visit(ServiceSpec service, DesiredProject desired, Set<String> ordered) {
        if (ordered.contains(service.name())) {
            return;
        }
        for (var dependency : service.dependsOn()) {
            var other = desired.services().get(dependency.service());
            if (other != null) {
                visit(other, desired, ordered);
            }
        }
        ordered.add(service.name());
    }
}

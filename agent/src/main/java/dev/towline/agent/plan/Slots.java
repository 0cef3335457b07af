package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The places of a project, dependencies first.
final class Slots {
    private Slots() {}

    static List<Slot> of(DesiredProject desired, ObservedProject observed) {
        return of(desired, observed, slot -> slot);
    }

    static List<Slot> of(Goal goal, ObservedProject observed) {
        return of(goal.project(), observed, slot -> slot.of(goal));
    }

    private static List<Slot> of(
            DesiredProject desired, ObservedProject observed, UnaryOperator<Slot> view) {
        var slots = new ArrayList<Slot>();
        var firsts = new HashMap<String, String>();
        for (var name : inDependencyOrder(desired)) {
            var service = desired.service(name);
            var wanted = Sameness.of(desired, observed, service, joined(service, firsts));
            for (var number : Numbers.of(wanted)) {
                var slot = view.apply(Slot.of(wanted, number));
                slot.standing().ifPresent(it -> firsts.putIfAbsent(name, it.id()));
                slots.add(slot);
            }
        }
        return List.copyOf(slots);
    }

    /// The containers that the project has no place for: ours, and whatever a service of it has too
    /// many of. The highest numbers come first. What belongs to a service that no profile switches
    /// on is left alone.
    static List<ObservedContainer> orphans(List<Slot> slots, Goal goal, ObservedProject observed) {
        return observed.containers().stream()
                .filter(it -> slots.stream().noneMatch(slot -> belongs(it, slot)))
                .filter(it -> !goal.foreign(it) && !goal.switchedOff(it))
                .sorted(
                        Comparator.comparing(ObservedContainer::service)
                                .thenComparing(
                                        Comparator.comparingInt(ObservedContainer::number)
                                                .reversed()))
                .toList();
    }

    /// What others made for a service that the project does not have: said, and left alone.
    static List<String> notes(Goal goal, ObservedProject observed) {
        return observed.containers().stream()
                .filter(it -> goal.foreign(it) && !goal.switchedOff(it))
                .map(it -> it.name() + " is of no service of the project, and is left alone")
                .toList();
    }

    /// Towline made it, or retired it when it took over its place.
    static boolean ours(ObservedContainer container) {
        return container.specHash() != null || Names.marked(container.name());
    }

    private static boolean belongs(ObservedContainer container, Slot slot) {
        return container.service().equals(slot.service().name())
                && container.number() == slot.number();
    }

    // The container of the lowest number, as in Compose.
    private static Optional<Map<String, String>> joined(
            ServiceSpec service, Map<String, String> firsts) {
        var joined = new HashMap<String, String>();
        for (var other : service.joins()) {
            var id = firsts.get(other);
            if (id == null) {
                return Optional.empty();
            }
            joined.put(other, id);
        }
        return Optional.of(Map.copyOf(joined));
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

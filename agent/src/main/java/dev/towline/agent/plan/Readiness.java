package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.Dependency;
import dev.towline.agent.project.ObservedContainer;
import java.util.List;
import java.util.Set;

/// Whether the services that a service depends on have come as far as it asks.
sealed interface Readiness {

    /// All are there.
    record Ready() implements Readiness {}

    /// It may still come by itself.
    record NotYet(String reason) implements Readiness {}

    /// It will not come by itself.
    record Never(String reason) implements Readiness {}

    /// The first dependency that is not ready decides.
    ///
    /// @param starting the ids of the containers that the plan under way starts
    static Readiness of(Slot slot, List<Slot> all, Set<String> starting) {
        for (var dependency : slot.service().dependsOn()) {
            var readiness = of(dependency, slot, all, starting);
            if (!(readiness instanceof Ready)) {
                return readiness;
            }
        }
        return new Ready();
    }

    private static Readiness of(
            Dependency dependency, Slot slot, List<Slot> all, Set<String> starting) {
        for (var other : all) {
            if (other.service().name().equals(dependency.service())) {
                var readiness = reached(dependency, slot, other, starting);
                var excused = readiness instanceof Never && !dependency.required();
                if (!(readiness instanceof Ready) && !excused) {
                    return readiness;
                }
            }
        }
        return new Ready();
    }

    private static Readiness reached(
            Dependency dependency, Slot slot, Slot other, Set<String> starting) {
        if (other.match().isEmpty()) {
            return new NotYet(slot.finalName() + " waits for " + other.finalName());
        }
        var container = other.match().get();
        return switch (dependency.condition()) {
            case SERVICE_STARTED -> started(slot, other, container, starting);
            case SERVICE_HEALTHY -> healthy(slot, other, container);
            case SERVICE_COMPLETED_SUCCESSFULLY ->
                    starting.contains(container.id())
                            ? new NotYet(waits(slot, other, "complete"))
                            : completed(slot, other, container);
        };
    }

    private static Readiness started(
            Slot slot, Slot other, ObservedContainer container, Set<String> starting) {
        return container.running()
                        || Starting.completed(container.state())
                        || starting.contains(container.id())
                ? new Ready()
                : new NotYet(waits(slot, other, "start"));
    }

    private static Readiness healthy(Slot slot, Slot other, ObservedContainer container) {
        var state = container.state();
        if (state instanceof Running && state.health() == Health.HEALTHY) {
            return new Ready();
        }
        if (state instanceof Running && state.health() == Health.NONE) {
            return new Never(
                    slot.finalName()
                            + " waits for "
                            + other.finalName()
                            + " to be healthy, which has no health check");
        }
        return new NotYet(waits(slot, other, "be healthy"));
    }

    private static Readiness completed(Slot slot, Slot other, ObservedContainer container) {
        if (Starting.completed(container.state())) {
            return new Ready();
        }
        return container.state() instanceof Exited exited
                        && other.service().restart().name().equals("no")
                ? new Never(
                        slot.finalName()
                                + " waits for "
                                + other.finalName()
                                + " to complete, which exited with code "
                                + exited.exitCode())
                : new NotYet(waits(slot, other, "complete"));
    }

    private static String waits(Slot slot, Slot other, String what) {
        return slot.finalName() + " waits for " + other.finalName() + " to " + what;
    }
}

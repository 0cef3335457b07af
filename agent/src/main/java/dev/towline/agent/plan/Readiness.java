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

    /// Where the question is asked.
    ///
    /// @param starting the ids of the containers that the plan under way starts
    record Situation(List<Slot> slots, Set<String> starting, Goal goal) {

        /// Its work is done; one that we stopped, and start again, may have exited with 0 as well.
        boolean ended(Slot slot, ObservedContainer container) {
            return OneShots.completed(container.state())
                    && Starting.of(slot, container, goal) instanceof Starting.Unneeded;
        }

        /// It runs and is ill, or to start it would not help.
        boolean failed(Slot slot) {
            return slot.standing().stream()
                    .filter(it -> !starting.contains(it.id()))
                    .anyMatch(it ->
                            it.state().health() == Health.UNHEALTHY
                                    || Starting.of(slot, it, goal) instanceof Starting.Hopeless);
        }
    }

    /// The first dependency that is not ready decides.
    static Readiness of(Slot slot, Situation situation) {
        for (var dependency : slot.service().dependsOn()) {
            var readiness = of(dependency, slot, situation);
            if (!(readiness instanceof Ready)) {
                return readiness;
            }
        }
        return new Ready();
    }

    private static Readiness of(Dependency dependency, Slot slot, Situation situation) {
        for (var other : situation.slots()) {
            if (other.service().name().equals(dependency.service())) {
                var readiness = reached(dependency, slot, other, situation);
                var failed = readiness instanceof Never || situation.failed(other);
                var excused = failed && !dependency.required();
                if (!(readiness instanceof Ready) && !excused) {
                    return readiness;
                }
            }
        }
        return new Ready();
    }

    private static Readiness reached(
            Dependency dependency, Slot slot, Slot other, Situation situation) {
        if (other.spent()) {
            return new Ready();
        }
        if (other.standing().isEmpty()) {
            return new NotYet(slot.finalName() + " waits for " + other.finalName());
        }
        var container = other.standing().get();
        return switch (dependency.condition()) {
            case SERVICE_STARTED -> started(slot, other, container, situation);
            case SERVICE_HEALTHY -> healthy(slot, other, container);
            case SERVICE_COMPLETED_SUCCESSFULLY -> completed(slot, other, container, situation);
        };
    }

    private static Readiness started(
            Slot slot, Slot other, ObservedContainer container, Situation situation) {
        return container.running()
                        || situation.ended(other, container)
                        || situation.starting().contains(container.id())
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

    private static Readiness completed(
            Slot slot, Slot other, ObservedContainer container, Situation situation) {
        if (situation.starting().contains(container.id())) {
            return new NotYet(waits(slot, other, "complete"));
        }
        if (OneShots.completed(container.state())) {
            return new Ready();
        }
        return container.state() instanceof Exited exited && situation.failed(other)
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

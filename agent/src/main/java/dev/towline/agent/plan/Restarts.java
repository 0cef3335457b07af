package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.Dependency;
import dev.towline.agent.project.ObservedContainer;
import java.util.List;

/// Whether a running container must be restarted because one with `restart: true` that it depends
/// on was replaced under it (Compose specification, `depends_on`).
final class Restarts {
    private Restarts() {}

    /// The places whose containers must not run while one that they depend on is replaced; what is
    /// left to people is not ours to stop.
    static List<Slot> dependents(Slot slot, List<Slot> slots) {
        return slots.stream()
                .filter(it -> it.theirs().isEmpty())
                .filter(it ->
                        it.service().dependsOn().stream()
                                .filter(Dependency::restart)
                                .anyMatch(on -> on.service().equals(slot.service().name())))
                .toList();
    }

    /// What was started beside its predecessor counts when it has taken the place.
    static boolean wanted(Slot slot, List<Slot> slots, Goal goal, Draft draft) {
        return slot.service().dependsOn().stream()
                .filter(Dependency::restart)
                .flatMap(dependency ->
                        slots.stream()
                                .filter(it -> it.service().name().equals(dependency.service())))
                .flatMap(it ->
                        it.standing().stream().filter(on -> draft.name(on).equals(it.finalName())))
                .anyMatch(it -> replacedUnder(slot.match().orElseThrow(), it, goal));
    }

    private static boolean replacedUnder(
            ObservedContainer dependent, ObservedContainer dependency, Goal goal) {
        var createdLater =
                dependent.state() instanceof Running running
                        && dependency.createdAt().isAfter(running.since());
        var startedAgain =
                goal.started().contains(dependency.id())
                        && !goal.started().contains(dependent.id());
        return createdLater || startedAgain;
    }
}

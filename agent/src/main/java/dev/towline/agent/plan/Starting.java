package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Created;
import dev.towline.agent.project.ContainerState.Dead;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Gone;
import dev.towline.agent.project.ContainerState.Paused;
import dev.towline.agent.project.ContainerState.Restarting;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.Dependency;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ServiceSpec;
import java.util.Set;

/// Whether a container that is as it should be must be started.
sealed interface Starting {

    /// It runs, or its work is done.
    record Unneeded() implements Starting {}

    /// Start it.
    record Needed(String cause) implements Starting {}

    /// Starting it would not help.
    record Hopeless(String reason) implements Starting {}

    static Starting of(Slot slot, ObservedContainer container, Goal goal) {
        return switch (container.state()) {
            case Running _, Restarting _ -> new Unneeded();
            case Paused _ -> new Hopeless(container.name() + " is paused");
            case Gone _ -> new Hopeless(container.name() + " is being removed");
            case Dead _ -> new Hopeless(container.name() + " is dead");
            case Created _ -> new Needed("not started yet");
            case Exited it -> exited(slot.service(), container, it, goal);
        };
    }

    private static Starting exited(
            ServiceSpec service, ObservedContainer container, Exited state, Goal goal) {
        var cause = "exited with code " + state.exitCode();
        if (state.exitCode() == 0 && isAwaited(goal.project(), service)) {
            return new Unneeded();
        }
        if (Names.retired(container.name()) && !goal.started().contains(container.id())) {
            return new Needed("stopped for a newer release");
        }
        return switch (service.restart().name()) {
            case "always", "unless-stopped" -> new Needed(cause);
            case "on-failure" -> state.exitCode() == 0 ? new Unneeded() : new Needed(cause);
            default -> once(container, state, goal.started());
        };
    }

    // Nothing restarts it: 0 is its work done; a failure gets one start from each attempt.
    private static Starting once(ObservedContainer container, Exited state, Set<String> started) {
        var cause = "exited with code " + state.exitCode();
        if (state.exitCode() == 0) {
            return new Unneeded();
        }
        return started.contains(container.id())
                ? new Hopeless(container.name() + " " + cause)
                : new Needed(cause);
    }

    /// Whether another service waits for this one to complete: then its exit with code 0 is
    /// success.
    private static boolean isAwaited(DesiredProject project, ServiceSpec service) {
        return project.services().values().stream()
                .flatMap(it -> it.dependsOn().stream())
                .anyMatch(it ->
                        it.service().equals(service.name())
                                && it.condition()
                                        == Dependency.Condition.SERVICE_COMPLETED_SUCCESSFULLY);
    }

    /// Whether the container has done what a dependent service waits for.
    static boolean completed(ContainerState state) {
        return state instanceof Exited exited && exited.exitCode() == 0;
    }
}

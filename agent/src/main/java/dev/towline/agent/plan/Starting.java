package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState.Created;
import dev.towline.agent.project.ContainerState.Dead;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Gone;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ContainerState.Paused;
import dev.towline.agent.project.ContainerState.Restarting;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.agent.project.ServiceSpec;
import java.util.Set;

/// Whether a container that is as it should be must be started.
sealed interface Starting {

    /// It runs, or its work is done.
    record Unneeded() implements Starting {}

    /// Start it.
    record Needed(String cause) implements Starting {}

    /// It runs, and only a new start may help.
    record Again(String cause) implements Starting {}

    /// Starting it would not help.
    record Hopeless(String reason) implements Starting {}

    static Starting of(Slot slot, ObservedContainer container, Goal goal) {
        return switch (container.state()) {
            case Running it when ill(it, goal) -> new Again("it is unhealthy");
            case Running _, Restarting _ -> new Unneeded();
            case Paused _ -> new Hopeless(container.name() + " is paused");
            case Gone _ -> new Hopeless(container.name() + " is being removed");
            case Dead _ -> new Hopeless(container.name() + " is dead");
            case Created _ -> new Needed("not started yet");
            case Exited it -> exited(slot.service(), container, it, goal);
        };
    }

    // A deployment waits for it to become healthy, and goes back if it does not.
    private static boolean ill(Running state, Goal goal) {
        return goal.stage().betweenDeployments() && state.health() == Health.UNHEALTHY;
    }

    private static Starting exited(
            ServiceSpec service, ObservedContainer container, Exited state, Goal goal) {
        var cause = "exited with code " + state.exitCode();
        var done = OneShots.completed(state) && OneShots.mayEnd(goal.project(), service);
        if (done && OneShots.awaited(goal.project(), service)) {
            return new Unneeded();
        }
        var started = goal.started().contains(container.id());
        if (Names.retired(container.name()) && (!started || OneShots.completed(state))) {
            return new Needed("stopped for a newer release");
        }
        if (done) {
            return new Unneeded();
        }
        return service.restart().equals(RestartPolicy.NO)
                ? once(container, cause, goal.started())
                : new Needed(cause);
    }

    // Nothing restarts it: it gets one start from each attempt.
    private static Starting once(ObservedContainer container, String cause, Set<String> started) {
        return started.contains(container.id())
                ? new Hopeless(container.name() + " " + cause)
                : new Needed(cause);
    }
}

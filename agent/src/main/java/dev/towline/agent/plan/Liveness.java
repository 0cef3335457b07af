package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.ContainerState.Health;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the containers that should be there do their work, by their own word.
///
/// @param pending what may still come by itself, in words
/// @param fingerprint of the containers that run: it changes when one is restarted or replaced
/// @param wrongImages containers that run another image than the release's, in words
public record Liveness(List<String> pending, List<String> fingerprint, List<String> wrongImages) {
    public Liveness {
        pending = List.copyOf(pending);
        fingerprint = List.copyOf(fingerprint);
        wrongImages = List.copyOf(wrongImages);
    }

    public static Liveness of(DesiredProject desired, ObservedProject observed) {
        return of(desired, Slots.of(desired, observed));
    }

    /// The same as a goal sees it: what is left to people does its work in its place.
    public static Liveness of(Goal goal, ObservedProject observed) {
        return of(goal.project(), Slots.of(goal, observed));
    }

    private static Liveness of(DesiredProject desired, List<Slot> slots) {
        return new Liveness(
                slots.stream().flatMap(it -> pending(desired, it).stream()).toList(),
                slots.stream().flatMap(it -> it.match().stream()).map(Liveness::print).toList(),
                slots.stream().flatMap(it -> wrongImage(desired, it)).toList());
    }

    public boolean allWell() {
        return pending.isEmpty();
    }

    private static Optional<String> pending(DesiredProject desired, Slot slot) {
        if (slot.spent()) {
            return Optional.empty();
        }
        if (slot.standing().isEmpty()) {
            return Optional.of(slot.finalName() + " does not exist");
        }
        return switch (slot.standing().get().state()) {
            case Running it -> health(slot, it.health());
            case Exited it when it.exitCode() == 0 && OneShots.mayEnd(desired, slot.service()) ->
                    Optional.empty();
            case Exited it -> Optional.of(slot.finalName() + exited(it));
            case ContainerState other -> Optional.of(slot.finalName() + " is " + other.word());
        };
    }

    private static String exited(Exited state) {
        return " exited with code "
                + state.exitCode()
                + (state.outOfMemory() ? ": out of memory" : "");
    }

    private static Optional<String> health(Slot slot, Health health) {
        return switch (health) {
            case HEALTHY, NONE -> Optional.empty();
            case STARTING -> Optional.of(slot.finalName() + " is not healthy yet");
            case UNHEALTHY -> Optional.of(slot.finalName() + " is unhealthy");
        };
    }

    private static String print(ObservedContainer container) {
        var since = container.state() instanceof Running running ? running.since().toString() : "";
        return container.id()
                + " "
                + container.state().word()
                + " "
                + since
                + " "
                + container.restartCount();
    }

    private static Stream<String> wrongImage(DesiredProject desired, Slot slot) {
        var wanted = desired.image(slot.service()).imageId();
        return slot.match().stream()
                .filter(it -> !it.imageId().equals(wanted))
                .map(it ->
                        it.name()
                                + " runs "
                                + it.imageId().abbreviated()
                                + ", not "
                                + wanted.abbreviated());
    }
}

package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.SpecHash;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The place of one container: a service and a number, what should be there, and what is.
///
/// @param match the container that is as it should be, if there is one
/// @param others the containers of this place that must give way to it
record Slot(
        ServiceSpec service,
        int number,
        String finalName,
        String hash,
        Optional<ObservedContainer> match,
        List<ObservedContainer> others) {

    private static final Comparator<ObservedContainer> BEST_LAST =
            Comparator.comparing(ObservedContainer::running)
                    .thenComparing(ObservedContainer::createdAt);

    static Slot of(DesiredProject desired, ServiceSpec service, int number, ObservedProject seen) {
        var finalName = service.containerName(desired.name(), number);
        var hash = SpecHash.of(desired, service);
        var candidates =
                seen.containers(service.name(), number).stream()
                        .filter(it -> !(it.state() instanceof ContainerState.Gone))
                        .toList();
        var match =
                candidates.stream()
                        .filter(it -> hash.equals(it.specHash()))
                        .max(
                                Comparator.comparing((ObservedContainer it) ->
                                                it.name().equals(finalName))
                                        .thenComparing(BEST_LAST));
        var others =
                candidates.stream()
                        .filter(it -> match.isEmpty() || !it.id().equals(match.get().id()))
                        .toList();
        return new Slot(service, number, finalName, hash, match, others);
    }

    /// The container that holds the place now: the one that the new one replaces.
    Optional<ObservedContainer> predecessor() {
        return others.stream()
                .max(
                        Comparator.comparing((ObservedContainer it) -> it.name().equals(finalName))
                                .thenComparing(BEST_LAST));
    }

    List<ObservedContainer> aliveOthers() {
        return others.stream().filter(ObservedContainer::running).toList();
    }
}

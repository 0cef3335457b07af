package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ServiceSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The place of one container: a service and a number, what should be there, and what is.
///
/// @param match the container that is as it should be, if there is one
/// @param others the containers of this place that must give way to it
/// @param holder who has the place, as the goal sees it
/// @param sameness by which the match was found
record Slot(
        ServiceSpec service,
        int number,
        String finalName,
        Optional<ObservedContainer> match,
        List<ObservedContainer> others,
        Holder holder,
        Sameness sameness) {

    static final Comparator<ObservedContainer> BEST_LAST =
            Comparator.comparing(ObservedContainer::running)
                    .thenComparing(ObservedContainer::createdAt);

    static Slot of(Sameness wanted, int number) {
        var service = wanted.service();
        var finalName = service.containerName(wanted.desired().name(), number);
        var candidates =
                wanted.observed().containers(service.name(), number).stream()
                        .filter(it -> !(it.state() instanceof ContainerState.Gone))
                        .toList();
        var match =
                candidates.stream()
                        .filter(wanted::holds)
                        .max(
                                Comparator.comparing((ObservedContainer it) ->
                                                it.name().equals(finalName))
                                        .thenComparing(BEST_LAST));
        var others =
                candidates.stream()
                        .filter(it -> match.isEmpty() || !it.id().equals(match.get().id()))
                        .toList();
        return new Slot(service, number, finalName, match, others, new Holder.Ours(), wanted);
    }

    /// The place as this goal sees it.
    Slot of(Goal goal) {
        return new Slot(service, number, finalName, match, others, Holder.of(this, goal), sameness);
    }

    /// The container that counts for what depends on this place: mostly the match.
    Optional<ObservedContainer> standing() {
        return match.filter(ObservedContainer::running).or(this::theirs).or(() -> match);
    }

    String hash() {
        return sameness.hash();
    }

    /// By service, the ids of the containers to share with; empty as long as one does not exist.
    Optional<Map<String, String>> joined() {
        return sameness.joined();
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

    /// What is left to whoever made it.
    Optional<ObservedContainer> theirs() {
        return holder instanceof Holder.Theirs it ? Optional.of(it.container()) : Optional.empty();
    }

    /// Whether its work is done for good, though its container is gone.
    boolean spent() {
        return holder instanceof Holder.Nobody;
    }

    boolean matches(ObservedContainer container) {
        return match.map(it -> it.id().equals(container.id())).orElse(false);
    }
}

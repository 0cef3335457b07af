package dev.towline.agent.reconcile;

import dev.towline.agent.plan.Concern;
import dev.towline.agent.plan.Edits.Edit;
import dev.towline.agent.plan.Goal;
import dev.towline.agent.plan.Liveness;
import dev.towline.agent.plan.Plan;
import dev.towline.agent.plan.Planner;
import dev.towline.agent.plan.Stage;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ImagePin;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a healing pass sees in one look, and what it would do about it.
///
/// @param edits of our containers, by people
/// @param files tracked ones that people edited, in words
record Sight(
        Goal goal, ObservedProject observed, List<Edit> edits, Optional<String> files, Plan plan) {
    /// They are counted like a service, which never has a blank in its name.
    static final String FILES = "tracked files";

    static Sight of(Goal goal, ObservedProject observed, List<Edit> edits, Optional<String> files) {
        return new Sight(goal, observed, edits, files, Planner.plan(goal, observed));
    }

    /// The same, but for services that have to rest.
    Sight without(Set<String> services) {
        return of(goal.without(services), observed, edits, files);
    }

    /// The services of which a container would be started.
    Set<String> toStart() {
        return plan.steps().stream()
                .filter(Step.StartContainer.class::isInstance)
                .flatMap(it -> Concern.of(it, observed).stream())
                .collect(Collectors.toSet());
    }

    /// What people did is brought back as well.
    boolean reclaims() {
        return goal.stage() == Stage.RECLAIMED;
    }

    /// Files that people edited are brought back, and do not have to rest.
    boolean bringsFilesBack() {
        return reclaims() && files.isPresent() && !goal.resting().contains(FILES);
    }

    boolean asksForWork() {
        return !plan.steps().isEmpty() || bringsFilesBack();
    }

    Set<String> ids() {
        return observed.containers().stream()
                .map(ObservedContainer::id)
                .collect(Collectors.toSet());
    }

    /// The containers, by their names of now, that a text is about; the names of places too.
    List<String> namesIn(String text) {
        var names = observed.containers().stream().map(ObservedContainer::name);
        var places =
                goal.project().services().values().stream()
                        .map(it -> it.containerName(goal.project().name(), 1));
        return Stream.concat(names, places).distinct().filter(text::contains).toList();
    }

    /// What is other people's, in words, and nothing to the release: containers with the project's
    /// label, and tags that mean other images now. A container that is made anew gets the release's
    /// image by its id.
    List<String> notes() {
        var retagged =
                goal.project().images().values().stream()
                        .filter(this::retagged)
                        .map(it -> it.reference() + " means another image than the release's now")
                        .sorted();
        return Stream.concat(plan.notes().stream(), retagged).toList();
    }

    private boolean retagged(ImagePin pin) {
        var now = observed.images().get(pin.reference());
        return now != null && !now.imageId().equals(pin.imageId());
    }

    /// What comes by itself, or by what is to be done.
    List<String> healing() {
        var steps = plan.steps().stream().map(it -> it.describe() + " (" + it.cause() + ")");
        var pending = Liveness.of(goal, observed).pending();
        return Stream.of(steps, plan.waits().stream(), pending.stream())
                .flatMap(it -> it)
                .distinct()
                .toList();
    }
}

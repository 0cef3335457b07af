package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What became of containers between two looks that no step of ours did: somebody else's work, or a
/// crash. The engine does not say whose.
public final class OutOfBand {
    private final List<Step> steps;

    private OutOfBand(List<Step> steps) {
        this.steps = steps;
    }

    /// In words, one line each.
    ///
    /// @param steps that were tried in between, whatever came of them
    public static List<String> between(
            ObservedProject before, List<Step> steps, ObservedProject after) {
        var now =
                after.containers().stream()
                        .collect(Collectors.toMap(ObservedContainer::id, Function.identity()));
        var changes = new OutOfBand(steps);
        var lines = new ArrayList<String>();
        for (var container : before.containers()) {
            var seen = now.remove(container.id());
            (seen == null ? changes.removed(container) : changes.changed(container, seen))
                    .ifPresent(lines::add);
        }
        now.values().forEach(it -> changes.made(it).ifPresent(lines::add));
        return List.copyOf(lines);
    }

    private Optional<String> removed(ObservedContainer container) {
        var ours =
                container.state() instanceof ContainerState.Gone
                        || steps(Step.RemoveContainer.class, Step.RemoveContainer::containerId)
                                .contains(container.id());
        return unless(ours, container.name() + " was removed");
    }

    private Optional<String> changed(ObservedContainer before, ObservedContainer now) {
        if (before.running() && !now.running()) {
            var ours = steps(Step.StopContainer.class, Step.StopContainer::containerId);
            return unless(ours.contains(now.id()), now.name() + ended(now.state()));
        }
        if (!before.running() && now.running()) {
            var ours = steps(Step.StartContainer.class, Step.StartContainer::containerId);
            return unless(ours.contains(now.id()), now.name() + " was started");
        }
        var ours = steps(Step.RenameContainer.class, Step.RenameContainer::containerId);
        return unless(
                before.name().equals(now.name()) || ours.contains(now.id()),
                before.name() + " was renamed to " + now.name());
    }

    private static String ended(ContainerState state) {
        return switch (state) {
            case ContainerState.Exited it when it.outOfMemory() -> " ran out of memory";
            case ContainerState.Exited it -> " ended with exit code " + it.exitCode();
            case ContainerState.Created _,
                    ContainerState.Running _,
                    ContainerState.Restarting _,
                    ContainerState.Paused _,
                    ContainerState.Gone _,
                    ContainerState.Dead _ ->
                    " is " + state.word();
        };
    }

    private Optional<String> made(ObservedContainer container) {
        var ours =
                Slots.ours(container)
                        && steps(Step.CreateContainer.class, Step.CreateContainer::service)
                                .contains(container.service());
        return unless(ours, container.name() + " was made");
    }

    private <T extends Step> Set<String> steps(Class<T> kind, Function<T, String> subject) {
        return steps.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(subject)
                .collect(Collectors.toSet());
    }

    private static Optional<String> unless(boolean ours, String words) {
        return ours ? Optional.empty() : Optional.of(words);
    }
}

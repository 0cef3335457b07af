package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.RenameContainer;
import dev.towline.agent.plan.Step.RunHook.When;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.RestartPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A plan in the making; no container is stopped, or renamed to the same name, twice in it.
final class Draft {
    private final Optional<DesiredProject> project;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> starting = new HashSet<>();
    private final Set<String> stopped = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    /// @param project whose hooks and files go with starts and stops; empty where none is known
    Draft(Optional<DesiredProject> project) {
        this.project = project;
    }

    boolean idle() {
        return plan().empty();
    }

    /// Whether there is no step in it, whatever is waited for or blocked.
    boolean actsNot() {
        return steps.isEmpty();
    }

    Set<String> starting() {
        return starting;
    }

    void add(Step step) {
        steps.add(step);
    }

    void await(String reason) {
        waits.add(reason);
    }

    void block(String reason) {
        if (!blocked.contains(reason)) {
            blocked.add(reason);
        }
    }

    void note(String note) {
        notes.add(note);
    }

    /// Fenced first: with another policy than `no`, a reboot could bring it back beside its
    /// successor. Renamed before it is stopped: its name alone tells, also after a crash, that it
    /// did not end by itself and must be started again when its release comes back.
    void displace(ObservedContainer container, String cause) {
        if (!stopped(container)) {
            fence(container, cause);
            halt(container, cause);
        }
    }

    /// Retired meanwhile, so that a crash between stop and start does not leave it stopped.
    void halt(ObservedContainer container, String cause) {
        if (stopped.add(container.id())) {
            retire(container, cause);
            var alone = new StopContainer(container.id(), name(container), cause);
            steps.addAll(
                    project.map(it -> new Launch(it, container, name(container), cause).stop())
                            .orElse(List.of(alone)));
        }
    }

    boolean stopped(ObservedContainer container) {
        return stopped.contains(container.id());
    }

    void fence(ObservedContainer container, String cause) {
        var fenceable = !(container.state() instanceof ContainerState.Dead);
        if (fenceable && !container.restart().equals(RestartPolicy.NO)) {
            add(new SetRestartPolicy(container.id(), name(container), RestartPolicy.NO, cause));
        }
    }

    /// Gives it the name of one that gave way, unless it has one.
    void retire(ObservedContainer container, String cause) {
        if (!Names.aside(name(container))) {
            rename(container, Names.aside(container, name(container)), cause);
        }
    }

    /// The name that it has at this point of the plan.
    String name(ObservedContainer container) {
        return names.getOrDefault(container.id(), container.name());
    }

    void start(ObservedContainer container, String cause) {
        starting.add(container.id());
        var alone = new StartContainer(container.id(), name(container), cause);
        steps.addAll(
                project.map(it -> new Launch(it, container, name(container), cause).start())
                        .orElse(List.of(alone)));
    }

    /// What comes after its start, once more.
    void hooks(ObservedContainer container, String cause) {
        project.ifPresent(it ->
                steps.addAll(
                        new Launch(it, container, name(container), cause).hooks(When.POST_START)));
    }

    void rename(ObservedContainer container, String name, String cause) {
        add(new RenameContainer(container.id(), name(container), name, cause));
        names.put(container.id(), name);
    }

    Plan plan() {
        return new Plan(steps, waits, blocked, notes);
    }
}

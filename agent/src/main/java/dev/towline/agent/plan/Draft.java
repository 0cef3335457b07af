package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.RenameContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.RestartPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A plan in the making; no container is stopped, or renamed to the same name, twice in it.
final class Draft {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();
    private final Set<String> starting = new HashSet<>();
    private final Set<String> displaced = new HashSet<>();

    boolean idle() {
        return plan().empty();
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
        blocked.add(reason);
    }

    /// Fenced first: with another policy than `no`, a reboot could bring it back beside its
    /// successor.
    void displace(ObservedContainer container, String cause) {
        if (!displaced.add(container.id())) {
            return;
        }
        if (!container.restart().equals(RestartPolicy.NO)) {
            add(new SetRestartPolicy(container.id(), container.name(), RestartPolicy.NO, cause));
        }
        add(new StopContainer(container.id(), container.name(), cause));
    }

    void start(StartContainer step) {
        starting.add(step.containerId());
        add(step);
    }

    void restart(ObservedContainer container, String cause) {
        add(new StopContainer(container.id(), container.name(), cause));
        start(new StartContainer(container.id(), container.name(), cause));
    }

    void rename(ObservedContainer container, String name, String cause) {
        add(new RenameContainer(container.id(), container.name(), name, cause));
    }

    Plan plan() {
        return new Plan(steps, waits, blocked);
    }
}

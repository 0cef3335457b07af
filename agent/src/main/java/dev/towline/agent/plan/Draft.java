package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.RenameContainer;
import dev.towline.agent.plan.Step.SetRestartPolicy;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.RestartPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A plan in the making; no container is stopped, or renamed to the same name, twice in it.
final class Draft {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> waits = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();
    private final Set<String> starting = new HashSet<>();
    private final Set<String> displaced = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

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
    /// successor. Renamed before it is stopped: its name alone tells, also after a crash, that it
    /// did not end by itself and must be started again when its release comes back.
    void displace(ObservedContainer container, String cause) {
        if (!displaced.add(container.id())) {
            return;
        }
        fence(container, cause);
        retire(container, cause);
        add(new StopContainer(container.id(), name(container), cause));
    }

    void fence(ObservedContainer container, String cause) {
        if (!container.restart().equals(RestartPolicy.NO)) {
            add(new SetRestartPolicy(container.id(), name(container), RestartPolicy.NO, cause));
        }
    }

    /// Gives it a retired name, unless it has one.
    void retire(ObservedContainer container, String cause) {
        if (!Names.retired(name(container))) {
            rename(container, Names.retired(name(container), container.id()), cause);
        }
    }

    /// The name that it has at this point of the plan.
    String name(ObservedContainer container) {
        return names.getOrDefault(container.id(), container.name());
    }

    void start(StartContainer step) {
        starting.add(step.containerId());
        add(step);
    }

    /// Retired meanwhile, so that a crash between stop and start does not leave it stopped.
    void restart(ObservedContainer container, String cause) {
        retire(container, cause);
        add(new StopContainer(container.id(), name(container), cause));
        start(new StartContainer(container.id(), name(container), cause));
    }

    void rename(ObservedContainer container, String name, String cause) {
        add(new RenameContainer(container.id(), name(container), name, cause));
        names.put(container.id(), name);
    }

    Plan plan() {
        return new Plan(steps, waits, blocked);
    }
}

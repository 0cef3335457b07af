package dev.towline.agent.plan;

import dev.towline.agent.plan.Step.CopyFiles;
import dev.towline.agent.plan.Step.RunHook;
import dev.towline.agent.plan.Step.RunHook.When;
import dev.towline.agent.plan.Step.StartContainer;
import dev.towline.agent.plan.Step.StopContainer;
import dev.towline.agent.project.ContainerState.Running;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.FileGrant;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/// What goes with the start and the stop of a container, as the project has it now.
///
/// @param name what the container is called at this point of the plan
record Launch(DesiredProject project, ObservedContainer container, String name, String cause) {

    /// Files that are no mounts first, hooks after the start.
    List<Step> start() {
        var steps = new ArrayList<Step>();
        var service = project.service(container.service());
        if (FileGrant.of(project, service).stream().anyMatch(FileGrant::copied)) {
            steps.add(new CopyFiles(project, service.name(), container.id(), name, cause));
        }
        steps.add(new StartContainer(container.id(), name, cause));
        steps.addAll(hooks(When.POST_START));
        return steps;
    }

    /// Hooks run only where there is a process to run beside.
    List<Step> stop() {
        var steps = new ArrayList<Step>();
        if (container.state() instanceof Running) {
            steps.addAll(hooks(When.PRE_STOP));
        }
        steps.add(new StopContainer(container.id(), name, cause));
        return steps;
    }

    /// Whether something is to run after each start.
    static boolean hooked(ServiceSpec service) {
        return !service.canonical().path(When.POST_START.attribute()).isEmpty();
    }

    List<Step> hooks(When when) {
        var service = project.services().get(container.service());
        var hooks = new ArrayList<Step>();
        if (service == null) {
            return hooks;
        }
        var count = service.canonical().path(when.attribute()).size();
        for (var index = 0; index < count; index++) {
            hooks.add(
                    new RunHook(project, service.name(), container.id(), name, when, index, cause));
        }
        return hooks;
    }
}

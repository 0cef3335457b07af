package dev.towline.agent.plan;

import dev.towline.agent.project.ContainerState;
import dev.towline.agent.project.ContainerState.Exited;
import dev.towline.agent.project.Dependency.Condition;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;

/// Which services do their work once: the one place that says when an exit with code 0 is no
/// failure.
///
/// One that another service awaits with `service_completed_successfully` is done with code 0, for
/// good: between deployments it is not made again when its container was removed, but counts as
/// completed, as the release was accepted with it. So no migration is ever run again by itself.
///
/// One that nothing awaits is done with code 0 if its restart policy is `no` or `on-failure`, and
/// nobody could talk to it: it has neither a health check nor published ports. With one of them it
/// is a server, whatever its code. Removed, it is made again: it may be a worker that has no end.
final class OneShots {
    private OneShots() {}

    /// Whether another service waits for this one to complete.
    static boolean awaited(DesiredProject project, ServiceSpec service) {
        return project.services().values().stream()
                .flatMap(it -> it.dependsOn().stream())
                .filter(it -> it.service().equals(service.name()))
                .anyMatch(it -> it.condition() == Condition.SERVICE_COMPLETED_SUCCESSFULLY);
    }

    /// Whether the service's work may be done.
    static boolean mayEnd(DesiredProject project, ServiceSpec service) {
        var policy = service.restart().name();
        return awaited(project, service)
                || ((policy.equals("no") || policy.equals("on-failure"))
                        && !service.hasHealthcheck()
                        && service.canonical().path("ports").isEmpty());
    }

    /// Whether the container ended with code 0.
    static boolean completed(ContainerState state) {
        return state instanceof Exited exited && exited.exitCode() == 0;
    }
}

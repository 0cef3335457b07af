package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ObservedContainer;
import dev.towline.agent.project.ObservedProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// For which services a step is done: they wait when it could not be done.
public final class Concern {
    private Concern() {}

    public static Set<String> of(Step step, ObservedProject observed) {
        return switch (step) {
            case Step.CreateNetwork it -> named(it.project(), of -> Uses.of(of, it.network()));
            case Step.CreateVolume it -> named(it.project(), of -> Uses.of(of, it.volume()));
            case Step.CreateContainer it -> Set.of(it.service());
            case Step.ConnectNetwork it -> Set.of(it.service());
            case Step.CopyFiles it -> Set.of(it.service());
            case Step.RunHook it -> Set.of(it.service());
            case Step.SetRestartPolicy it -> container(it.containerId(), observed);
            case Step.StopContainer it -> container(it.containerId(), observed);
            case Step.RenameContainer it -> container(it.containerId(), observed);
            case Step.StartContainer it -> container(it.containerId(), observed);
            case Step.RemoveContainer it -> container(it.containerId(), observed);
            case Step.DisconnectNetwork it -> container(it.containerId(), observed);
            case Step.RemoveNetwork it -> inNetwork(it.network(), observed);
        };
    }

    private static Set<String> named(DesiredProject project, Predicate<ServiceSpec> which) {
        return project.services().values().stream()
                .filter(which)
                .map(ServiceSpec::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> container(String id, ObservedProject observed) {
        return services(observed, it -> it.id().equals(id));
    }

    private static Set<String> inNetwork(String name, ObservedProject observed) {
        return services(observed, it -> it.networks().containsKey(name));
    }

    private static Set<String> services(
            ObservedProject observed, Predicate<ObservedContainer> which) {
        return observed.containers().stream()
                .filter(which)
                .map(ObservedContainer::service)
                .collect(Collectors.toSet());
    }
}

package dev.towline.agent.plan;

import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ObservedMount;
import dev.towline.agent.project.Origin;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.agent.project.VolumeSpec;
import java.util.List;
import java.util.Map;

/// One call to the engine, and why. There is no step that removes a volume, and none may be added.
public sealed interface Step {

    /// Why, in words.
    String cause();

    /// Creates a network of the project.
    record CreateNetwork(DesiredProject project, NetworkSpec network, String cause)
            implements Step {}

    /// Creates a named volume of the project.
    record CreateVolume(DesiredProject project, VolumeSpec volume, String cause) implements Step {}

    /// Creates a container, attached to the service's main network, not started.
    ///
    /// @param name the name to create it under
    /// @param finalName the name that it ends up with, and has as a network alias from the start
    /// @param image what to create it from: the service's reference, or the pinned image's id where
    ///   the reference means another image by now
    /// @param restart its first restart policy
    /// @param carried volumes of the container that it replaces, mounted at the same place
    /// @param joined by service, the id of the container whose namespaces or volumes it shares:
    ///   `network_mode`, `ipc` and `pid` of the form `service:x`, and `volumes_from`
    /// @param place whether it replaces another one
    record CreateContainer(
            DesiredProject project,
            Origin origin,
            String service,
            int number,
            String name,
            String finalName,
            String image,
            RestartPolicy restart,
            List<ObservedMount> carried,
            Map<String, String> joined,
            Place place,
            String cause)
            implements Step {
        /// What is in the place now.
        public enum Place {
            FREE,
            TAKEN
        }

        public CreateContainer {
            carried = List.copyOf(carried);
            joined = Map.copyOf(joined);
        }

        /// In a place that is taken where it cannot have its name yet.
        public CreateContainer(
                DesiredProject project,
                Origin origin,
                String service,
                int number,
                String name,
                String finalName,
                String image,
                RestartPolicy restart,
                List<ObservedMount> carried,
                Map<String, String> joined,
                String cause) {
            this(
                    project,
                    origin,
                    service,
                    number,
                    name,
                    finalName,
                    image,
                    restart,
                    carried,
                    joined,
                    name.equals(finalName) ? Place.FREE : Place.TAKEN,
                    cause);
        }
    }

    /// Attaches a container to one more network of its service.
    ///
    /// @param network the network's key in the project
    /// @param finalName the container's final name, an alias in the network
    record ConnectNetwork(
            DesiredProject project,
            String service,
            String containerId,
            String finalName,
            String network,
            String cause)
            implements Step {}

    /// Takes a container out of a network, running or not.
    record DisconnectNetwork(String network, String containerId, String container, String cause)
            implements Step {}

    /// Removes a network of the project that nothing is attached to.
    record RemoveNetwork(String networkId, String network, String cause) implements Step {}

    /// Puts the configs and secrets that are no files into a container, before it is started.
    record CopyFiles(
            DesiredProject project,
            String service,
            String containerId,
            String container,
            String cause)
            implements Step {}

    /// Runs a command of the service's `post_start` or `pre_stop` in its container.
    ///
    /// @param when the attribute
    /// @param index its place in the list, from 0
    record RunHook(
            DesiredProject project,
            String service,
            String containerId,
            String container,
            When when,
            int index,
            String cause)
            implements Step {

        /// The attribute that holds the hook.
        public enum When {
            POST_START("post_start"),
            PRE_STOP("pre_stop");

            private final String attribute;

            When(String attribute) {
                this.attribute = attribute;
            }

            public String attribute() {
                return attribute;
            }
        }
    }

    /// Says when the engine itself starts the container again.
    record SetRestartPolicy(
            String containerId, String container, RestartPolicy restart, String cause)
            implements Step {}

    /// Stops a container, waiting as long as its own grace period.
    record StopContainer(String containerId, String container, String cause) implements Step {}

    record RenameContainer(String containerId, String from, String to, String cause)
            implements Step {}

    record StartContainer(String containerId, String container, String cause) implements Step {}

    /// Removes a stopped container, never its volumes.
    record RemoveContainer(String containerId, String container, String cause) implements Step {}

    /// The step in words, without its cause.
    default String describe() {
        return switch (this) {
            case CreateNetwork it -> "create network " + it.network().name();
            case CreateVolume it -> "create volume " + it.volume().name();
            case CreateContainer it -> "create container " + it.name();
            case ConnectNetwork it -> "connect " + it.finalName() + " to network " + it.network();
            case DisconnectNetwork it ->
                    "disconnect " + it.container() + " from network " + it.network();
            case RemoveNetwork it -> "remove network " + it.network();
            case CopyFiles it -> "copy configs and secrets into " + it.container();
            case RunHook it ->
                    "run "
                            + it.when().attribute()
                            + " hook "
                            + (it.index() + 1)
                            + " in "
                            + it.container();
            case SetRestartPolicy it ->
                    "set restart policy of " + it.container() + " to " + it.restart();
            case StopContainer it -> "stop " + it.container();
            case RenameContainer it -> "rename " + it.from() + " to " + it.to();
            case StartContainer it -> "start " + it.container();
            case RemoveContainer it -> "remove " + it.container();
        };
    }
}

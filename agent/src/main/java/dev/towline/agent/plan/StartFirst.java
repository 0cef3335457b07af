package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// `deploy.update_config.order: start-first`: the new container runs and is healthy before the old
/// one is stopped. That needs a service of which two can run side by side.
///
/// A name is no obstacle: the new container has the service's names in its networks from the start,
/// and gets its own when the old one has gone.
final class StartFirst {
    private static final Pattern ONE_PORT = Pattern.compile("[0-9]+");

    private static final Pattern SHARED = Pattern.compile("service:|container:");

    private StartFirst() {}

    static boolean asked(ServiceSpec service) {
        var order = service.canonical().path("deploy").path("update_config").path("order");
        return order.asText("").equals("start-first");
    }

    /// Why it cannot be honoured, one line for each obstacle.
    static List<Objection> obstacles(DesiredProject project) {
        var obstacles = new ArrayList<Objection>();
        for (var service : project.services().values()) {
            if (asked(service)) {
                of(project, service)
                        .forEach(it ->
                                obstacles.add(
                                        new Objection(
                                                Set.of(service.name()),
                                                service.name()
                                                        + ": update_config.order start-first: two"
                                                        + " at once cannot "
                                                        + it)));
            }
        }
        return obstacles;
    }

    private static List<String> of(DesiredProject project, ServiceSpec service) {
        var obstacles = new ArrayList<String>();
        var canonical = service.canonical();
        for (var port : canonical.path("ports")) {
            var published = port.path("published").asText("");
            if (ONE_PORT.matcher(published).matches() && !published.equals("0")) {
                obstacles.add("publish port " + published);
            }
        }
        canonical
                .path("networks")
                .properties()
                .forEach(it -> addresses(it.getKey(), it.getValue(), obstacles));
        if (!canonical.path("mac_address").asText("").isEmpty()) {
            obstacles.add("have one mac_address");
        }
        if (canonical.path("network_mode").asText("").equals("host")) {
            obstacles.add("share the host's network");
        }
        if (SHARED.matcher(canonical.path("network_mode").asText("")).lookingAt()) {
            obstacles.add("share the network of another container");
        }
        volumes(project, service, obstacles);
        return obstacles;
    }

    private static void addresses(String network, JsonNode endpoint, List<String> obstacles) {
        for (var key : List.of("ipv4_address", "ipv6_address", "mac_address")) {
            if (!endpoint.path(key).asText("").isEmpty()) {
                obstacles.add("have one " + key + " in network " + network);
            }
        }
    }

    private static void volumes(
            DesiredProject project, ServiceSpec service, List<String> obstacles) {
        for (var mount : service.mounts()) {
            if (mount.type() != MountSpec.Type.TMPFS && !mount.readOnly()) {
                obstacles.add("write to " + mount.target());
            }
        }
        var pin = project.images().get(service.image());
        if (pin != null) {
            pin.declaredVolumes().stream()
                    .filter(target ->
                            service.mounts().stream().noneMatch(it -> it.target().equals(target)))
                    .forEach(it -> obstacles.add("write to " + it + ", a volume of the image"));
        }
        service.canonical()
                .path("volumes_from")
                .forEach(it -> obstacles.add("write to the volumes of " + it.asText()));
    }
}

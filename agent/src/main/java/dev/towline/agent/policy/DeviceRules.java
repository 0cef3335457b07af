package dev.towline.agent.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/// Which devices of the VM a container is given, in whichever of Compose's ways it asks for them.
final class DeviceRules {
    private final HostPolicy policy;
    private final ServiceSpec service;
    private final JsonNode spec;
    private final List<Objection> objections = new ArrayList<>();

    DeviceRules(HostPolicy policy, ServiceSpec service) {
        this.policy = policy;
        this.service = service;
        this.spec = service.canonical();
    }

    List<Objection> objections() {
        for (var device : spec.path("devices")) {
            var source = device.isTextual() ? device.asText() : device.path("source").asText();
            device("devices", source);
        }
        spec.path("device_cgroup_rules").forEach(it -> device("device_cgroup_rules", it.asText()));
        for (var reserved :
                spec.path("deploy").path("resources").path("reservations").path("devices")) {
            device("deploy.resources.reservations.devices", kind(reserved));
        }
        spec.path("gpus").forEach(_ -> device("gpus", "gpu"));
        if (spec.path("gpus").isTextual()) {
            device("gpus", "gpu");
        }
        return objections;
    }

    // A reserved device has no path; its capabilities say what it is.
    private static String kind(JsonNode reserved) {
        var capabilities = reserved.path("capabilities").valueStream().map(JsonNode::asText);
        return capabilities.sorted().reduce((one, other) -> one + "+" + other).orElse("device");
    }

    private void device(String attribute, String device) {
        var path = device.startsWith("/") ? HostPath.clean(device) : device;
        var allowed =
                policy.devices().stream()
                        .anyMatch(it -> path.equals(it) || below(path, HostPath.clean(it)));
        if (!allowed) {
            var where = "services." + service.name() + "." + attribute;
            objections.add(
                    new Objection(where, device + " is a device of the VM", "devices", device));
        }
    }

    private static boolean below(String path, String folder) {
        return path.startsWith("/") && HostPath.within(path, folder);
    }
}

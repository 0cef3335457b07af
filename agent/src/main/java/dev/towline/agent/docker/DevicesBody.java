package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/// Devices of the host, by path and by request. Pure.
final class DevicesBody {
    // vendor.com/class=name, as the Container Device Interface writes it.
    private static final Pattern CDI =
            Pattern.compile(
                    "[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?"
                            + "/[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
                            + "=[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?");

    private final ObjectNode host;

    private DevicesBody(ObjectNode host) {
        this.host = host;
    }

    /// In Compose's order: reserved ones, CDI's, GPUs.
    static void write(JsonNode spec, ObjectNode host) {
        var devices = new DevicesBody(host);
        spec.path("deploy")
                .path("resources")
                .path("reservations")
                .path("devices")
                .forEach(it -> devices.request(it, it.path("capabilities")));
        spec.path("devices").forEach(devices::device);
        devices.named(spec.path("devices"));
        spec.path("gpus").forEach(devices::gpu);
    }

    /// Whether a device is named as the Container Device Interface does.
    static boolean named(String source, String target) {
        return source.equals(target) && CDI.matcher(source).matches();
    }

    private static boolean isNamed(JsonNode device) {
        return named(device.path("source").asText(), device.path("target").asText());
    }

    private void device(JsonNode device) {
        if (!isNamed(device)) {
            host.withArray("/Devices")
                    .addObject()
                    .put("PathOnHost", device.path("source").asText())
                    .put("PathInContainer", device.path("target").asText())
                    .put("CgroupPermissions", device.path("permissions").asText(""));
        }
    }

    private void named(JsonNode devices) {
        var names = JsonNodeFactory.instance.arrayNode();
        devices.valueStream()
                .filter(DevicesBody::isNamed)
                .forEach(it -> names.add(it.path("source").asText()));
        if (!names.isEmpty()) {
            host.withArray("/DeviceRequests")
                    .addObject()
                    .put("Driver", "cdi")
                    .set("DeviceIDs", names);
        }
    }

    private void gpu(JsonNode gpu) {
        var capabilities = JsonNodeFactory.instance.arrayNode();
        gpu.path("capabilities").forEach(it -> capabilities.add(it.asText()));
        request(gpu, capabilities.add("gpu"));
    }

    private void request(JsonNode wanted, JsonNode capabilities) {
        var request = host.withArray("/DeviceRequests").addObject();
        request.put("Driver", wanted.path("driver").asText(""));
        request.put("Count", wanted.path("count").asLong(0));
        if (!wanted.path("device_ids").isEmpty()) {
            request.set("DeviceIDs", wanted.path("device_ids").deepCopy());
        }
        var all = request.putArray("Capabilities").addArray();
        capabilities.forEach(it -> all.add(it.asText()));
        if (!wanted.path("options").isEmpty()) {
            request.set("Options", Texts.of(wanted.path("options")));
        }
    }
}

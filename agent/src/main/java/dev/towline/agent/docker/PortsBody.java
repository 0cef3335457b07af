package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Exposed and published ports. Pure.
final class PortsBody {
    private PortsBody() {}

    static void write(JsonNode spec, ObjectNode body, ObjectNode host) {
        // As they stand: an exposed port without a protocol is shown so by the engine.
        host.putObject("PortBindings");
        spec.path("expose").forEach(it -> expose(body, it.asText()));
        spec.path("ports").forEach(it -> publish(it, body, host));
    }

    private static void publish(JsonNode port, ObjectNode body, ObjectNode host) {
        var target = port.path("target").asText() + "/" + port.path("protocol").asText("tcp");
        expose(body, target);
        // The engine takes one free port out of a range, and any for an empty text.
        host.withObject("/PortBindings")
                .withArrayProperty(target)
                .addObject()
                .put("HostIp", port.path("host_ip").asText(""))
                .put("HostPort", port.path("published").asText(""));
    }

    private static void expose(ObjectNode body, String port) {
        body.withObject("/ExposedPorts").putObject(port);
    }
}

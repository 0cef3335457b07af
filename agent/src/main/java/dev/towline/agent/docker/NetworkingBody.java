package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ServiceSpec;

/// A new container's networks. Pure.
///
/// Older engines take one at creation, and the others are connected before the start.
final class NetworkingBody {
    private final Step.CreateContainer step;
    private final EngineVersion engine;
    private final ServiceSpec service;
    private final JsonNode spec;

    NetworkingBody(Step.CreateContainer step, EngineVersion engine) {
        this.step = step;
        this.engine = engine;
        this.service = step.project().service(step.service());
        this.spec = service.canonical();
    }

    void write(ObjectNode body, ObjectNode host) {
        var links = Links.of(step.project(), service, step.finalName());
        if (!links.isEmpty()) {
            links.forEach(host.putArray("Links")::add);
        }
        if (!engine.atLeast(EngineVersion.ENDPOINTS) && spec.hasNonNull("mac_address")) {
            body.put("MacAddress", spec.path("mac_address").asText());
        }
        var mode = spec.path("network_mode").asText("");
        if (!mode.isEmpty()) {
            host.put("NetworkMode", new Joined(step).mode(mode));
        } else if (service.networks().isEmpty()) {
            host.put("NetworkMode", "none");
        } else {
            endpoints(body, host);
        }
    }

    private void endpoints(ObjectNode body, ObjectNode host) {
        var networks = service.networks();
        var main = EndpointBody.networkName(step.project(), networks.getFirst());
        host.put("NetworkMode", main);
        var endpoints = body.putObject("NetworkingConfig").putObject("EndpointsConfig");
        var given = engine.atLeast(EngineVersion.ENDPOINTS) ? networks.size() : 1;
        for (var network : networks.subList(0, given)) {
            endpoints.set(
                    EndpointBody.networkName(step.project(), network),
                    new EndpointBody(step.project(), service, step.finalName())
                            .of(network, engine));
        }
    }
}

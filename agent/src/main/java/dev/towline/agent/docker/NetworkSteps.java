package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.agent.plan.Step;

/// The steps that make networks and put containers into them. What is so already is done.
final class NetworkSteps {
    private static final int TAKEN = 409;
    private static final int GONE = 404;

    private final EngineApi api;

    NetworkSteps(EngineApi api) {
        this.api = api;
    }

    void create(Step.CreateNetwork step) throws EngineException {
        if (step.network().external()) {
            throw new EngineException.Refused(0, "it is external, and is not there");
        }
        try {
            api.post("/networks/create", ResourceBody.of(step, api.version()));
        } catch (EngineException.Refused e) {
            if (e.status() != TAKEN) {
                throw e;
            }
        }
    }

    void connect(Step.ConnectNetwork step) throws EngineException {
        var network = EndpointBody.networkName(step.project(), step.network());
        var service = step.project().service(step.service());
        var body = JsonNodeFactory.instance.objectNode().put("Container", step.containerId());
        body.set(
                "EndpointConfig",
                new EndpointBody(step.project(), service, step.finalName())
                        .of(step.network(), api.version()));
        try {
            api.tell(EnginePath.network(network) + "/connect", body);
        } catch (EngineException.Refused e) {
            if (!networks(step.containerId()).has(network)) {
                throw e;
            }
        }
    }

    // By force: a container that is not running is in no network that could let it go.
    void disconnect(Step.DisconnectNetwork step) throws EngineException {
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Container", step.containerId())
                        .put("Force", true);
        try {
            api.tell(EnginePath.network(step.network()) + "/disconnect", body);
        } catch (EngineException.Refused e) {
            if (e.status() != GONE && attached(step)) {
                throw e;
            }
        }
    }

    private boolean attached(Step.DisconnectNetwork step) throws EngineException {
        return networks(step.containerId()).properties().stream()
                .anyMatch(it ->
                        it.getKey().equals(step.network())
                                || it.getValue().path("NetworkID").asText().equals(step.network()));
    }

    private JsonNode networks(String containerId) throws EngineException {
        return api.get(EnginePath.container(containerId, "json"))
                .path("NetworkSettings")
                .path("Networks");
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.RestartPolicy;
import dev.towline.agent.project.ServiceSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What we send where Compose sent a recorded request.
record OurRequest(DesiredProject project, EngineVersion engine, JsonNode theirs) {
    private static final String NAME = "name=";

    JsonNode body() {
        var path = theirs.path("path").asText();
        if (path.equals("/networks/create")) {
            return network();
        }
        if (path.equals("/volumes/create")) {
            return volume();
        }
        return path.startsWith("/containers/create") ? container(path) : connection(path);
    }

    private JsonNode network() {
        var name = theirs.path("body").path("Name").asText();
        return project.networks().values().stream()
                .filter(it -> it.name().equals(name))
                .map(it -> ResourceBody.of(new Step.CreateNetwork(project, it, "test"), engine))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode volume() {
        var name = theirs.path("body").path("Name").asText();
        return project.volumes().values().stream()
                .filter(it -> it.name().equals(name))
                .map(it -> ResourceBody.of(new Step.CreateVolume(project, it, "test"), engine))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode container(String path) {
        var name = path.substring(path.indexOf(NAME) + NAME.length()).replaceFirst("&.*", "");
        var step = step(name);
        var platform = project.service(step.service()).canonical().path("platform").asText("");
        if (!EnginePath.createContainer(name, platform).equals(path)) {
            throw new AssertionError("not " + path);
        }
        return ContainerBody.of(step, engine);
    }

    private JsonNode connection(String path) {
        var name = theirs.path("body").path("Container").asText().replaceFirst("ID of ", "");
        var network = path.replaceFirst("^/networks/(.*)/connect$", "$1");
        var key =
                project.networks().values().stream()
                        .filter(it -> it.name().equals(network))
                        .findFirst()
                        .orElseThrow()
                        .key();
        var body = JsonNodeFactory.instance.objectNode();
        body.put("Container", theirs.path("body").path("Container").asText());
        body.set("EndpointConfig", new EndpointBody(project, service(name), name).of(key, engine));
        return body;
    }

    private Step.CreateContainer step(String name) {
        var joined = new HashMap<String, String>();
        project.services()
                .forEach((key, it) ->
                        joined.put(key, "ID of " + it.containerName(project.name(), 1)));
        return new Step.CreateContainer(
                project,
                Projects.ORIGIN,
                service(name).name(),
                1,
                name,
                name,
                "image",
                RestartPolicy.NO,
                List.of(),
                Map.copyOf(joined),
                "test");
    }

    private ServiceSpec service(String container) {
        for (var service : project.services().values()) {
            for (var number = 1; number <= service.scale(); number++) {
                if (service.containerName(project.name(), number).equals(container)) {
                    return service;
                }
            }
        }
        throw new AssertionError("no service has " + container);
    }
}

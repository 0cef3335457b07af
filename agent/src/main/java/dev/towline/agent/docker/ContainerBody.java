package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ServiceSpec;
import java.time.Duration;
import java.util.Map;

/// The body of `POST /containers/create` for a service, as Compose 2.40 would send it. Pure.
///
/// An attribute that is not known here is refused by name before anything is sent.
final class ContainerBody {
    private static final Map<String, String> CONFIG =
            Map.of(
                    "command", "Cmd",
                    "domainname", "Domainname",
                    "entrypoint", "Entrypoint",
                    "hostname", "Hostname",
                    "stdin_open", "OpenStdin",
                    "stop_signal", "StopSignal",
                    "tty", "Tty",
                    "user", "User",
                    "working_dir", "WorkingDir");
    private final Step.CreateContainer step;
    private final ServiceSpec service;
    private final JsonNode spec;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ObjectNode host = JsonNodeFactory.instance.objectNode();

    private ContainerBody(Step.CreateContainer step) {
        this.step = step;
        this.service = step.project().service(step.service());
        this.spec = service.canonical();
    }

    /// The body for a step.
    ///
    /// @throws UnsupportedAttributeException for an attribute that could not be honoured
    static ObjectNode of(Step.CreateContainer step) {
        var container = new ContainerBody(step);
        Attributes.requireSupported(container.service);
        return container.written();
    }

    private ObjectNode written() {
        body.put("AttachStdout", true).put("AttachStderr", true);
        body.put("Image", step.image());
        body.set("Labels", Labels.container(step));
        HostBody.copy(spec, CONFIG, body);
        environment();
        HealthBody.write(spec.path("healthcheck"), body);
        if (!saysNothing("stop_grace_period")) {
            body.put("StopTimeout", duration("stop_grace_period").toSeconds());
        }
        PortsBody.write(spec, body, host);
        new HostBody(spec, host).write(step.restart());
        new MountsBody(step, host).write();
        networking();
        body.set("HostConfig", host);
        return body;
    }

    private void environment() {
        var environment = body.putArray("Env");
        spec.path("environment")
                .properties()
                .forEach(it -> environment.add(variable(it.getKey(), it.getValue())));
    }

    // Without a value it takes the variable of that name out of the image's.
    private static String variable(String name, JsonNode value) {
        return value.isNull() ? name : name + "=" + value.asText();
    }

    private void networking() {
        var networks = service.networks();
        if (!saysNothing("network_mode")) {
            host.put("NetworkMode", spec.path("network_mode").asText());
        } else if (networks.isEmpty()) {
            host.put("NetworkMode", "none");
        } else {
            var main = networks.getFirst();
            var name = EndpointBody.networkName(step.project(), main);
            host.put("NetworkMode", name);
            body.putObject("NetworkingConfig")
                    .putObject("EndpointsConfig")
                    .set(name, EndpointBody.of(service, main, step.finalName()));
        }
    }

    private boolean saysNothing(String key) {
        return spec.path(key).asText("").isEmpty();
    }

    private Duration duration(String key) {
        return GoDuration.parse(spec.path(key).asText());
    }
}

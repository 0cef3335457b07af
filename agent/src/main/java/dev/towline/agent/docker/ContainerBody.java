package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.ServiceSpec;
import java.util.Map;

/// The body of `POST /containers/create` for a service, as Compose 2.40 sends it. Pure, but for the
/// seccomp profile that a service may name.
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
    private final EngineVersion engine;
    private final ServiceSpec service;
    private final JsonNode spec;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ObjectNode host = JsonNodeFactory.instance.objectNode();

    private ContainerBody(Step.CreateContainer step, EngineVersion engine) {
        this.step = step;
        this.engine = engine;
        this.service = step.project().service(step.service());
        this.spec = service.canonical();
    }

    /// The body for a step.
    ///
    /// @throws UnsupportedAttributeException for an attribute that could not be honoured
    static ObjectNode of(Step.CreateContainer step, EngineVersion engine) {
        var container = new ContainerBody(step, engine);
        Attributes.requireSupported(step.project(), container.service, engine);
        return container.written();
    }

    private ObjectNode written() {
        body.put("AttachStdout", true).put("AttachStderr", true);
        body.put("Image", step.image());
        body.set("Labels", Labels.container(step));
        HostBody.copy(spec, CONFIG, body);
        body.set("Env", Texts.variables(spec.path("environment")));
        HealthBody.write(spec.path("healthcheck"), body);
        if (spec.hasNonNull("stop_grace_period")) {
            body.put("StopTimeout", seconds(spec.path("stop_grace_period").asText()));
        }
        PortsBody.write(spec, body, host);
        new HostBody(step, host).write();
        LimitsBody.write(spec, host);
        DevicesBody.write(spec, host);
        new MountsBody(step, host).write();
        new NetworkingBody(step, engine).write(body, host);
        body.set("HostConfig", host);
        return body;
    }

    // Compose cuts a part of a second off: 500ms become 0, and the engine kills at once.
    private static long seconds(String duration) {
        return GoDuration.parse(duration).toSeconds();
    }
}

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
    private static final Map<String, String> HOST =
            Map.ofEntries(
                    Map.entry("cap_add", "CapAdd"),
                    Map.entry("cap_drop", "CapDrop"),
                    Map.entry("dns", "Dns"),
                    Map.entry("dns_opt", "DnsOptions"),
                    Map.entry("dns_search", "DnsSearch"),
                    Map.entry("group_add", "GroupAdd"),
                    Map.entry("init", "Init"),
                    Map.entry("pids_limit", "PidsLimit"),
                    Map.entry("privileged", "Privileged"),
                    Map.entry("read_only", "ReadonlyRootfs"),
                    Map.entry("security_opt", "SecurityOpt"),
                    Map.entry("sysctls", "Sysctls"));
    private static final Map<String, String> BYTES =
            Map.of(
                    "mem_limit", "Memory",
                    "mem_reservation", "MemoryReservation",
                    "shm_size", "ShmSize");

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
        copy(CONFIG, body);
        environment();
        HealthBody.write(spec.path("healthcheck"), body);
        if (!saysNothing("stop_grace_period")) {
            body.put("StopTimeout", duration("stop_grace_period").toSeconds());
        }
        PortsBody.write(spec, body, host);
        hostConfig();
        networking();
        body.set("HostConfig", host);
        return body;
    }

    private void hostConfig() {
        copy(HOST, host);
        BYTES.forEach((from, to) -> {
            if (!saysNothing(from)) {
                host.put(to, bytes(from));
            }
        });
        if (!saysNothing("cpus")) {
            // Compose computes in 32 bits, and the result is to be the same.
            host.put("NanoCpus", (long) (Float.parseFloat(spec.path("cpus").asText()) * 1e9f));
        }
        host.putObject("RestartPolicy")
                .put("Name", step.restart().name())
                .put("MaximumRetryCount", step.restart().maximumRetries());
        logging();
        tmpfs();
        extraHosts();
        ulimits();
        new MountsBody(step, host).write();
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

    private void logging() {
        var logging = spec.path("logging");
        if (logging.isEmpty()) {
            return;
        }
        var config = host.putObject("LogConfig").put("Type", logging.path("driver").asText(""));
        var options = config.putObject("Config");
        logging.path("options")
                .properties()
                .forEach(it -> options.put(it.getKey(), it.getValue().asText()));
    }

    private void tmpfs() {
        spec.path("tmpfs")
                .forEach(it -> {
                    var text = it.asText();
                    var colon = text.indexOf(':');
                    host.withObject("/Tmpfs")
                            .put(
                                    colon < 0 ? text : text.substring(0, colon),
                                    colon < 0 ? "" : text.substring(colon + 1));
                });
    }

    private void extraHosts() {
        var hosts = spec.path("extra_hosts");
        if (hosts.isObject()) {
            hosts.properties().forEach(it -> hosts(it.getKey(), it.getValue()));
        }
        if (hosts.isArray()) {
            hosts.forEach(it -> addHost(it.asText().replaceFirst("=", ":")));
        }
    }

    private void hosts(String name, JsonNode addresses) {
        if (addresses.isTextual()) {
            addHost(name + ":" + addresses.asText());
        }
        addresses.forEach(it -> addHost(name + ":" + it.asText()));
    }

    private void addHost(String entry) {
        host.withArray("/ExtraHosts").add(entry);
    }

    private void ulimits() {
        spec.path("ulimits")
                .properties()
                .forEach(it -> {
                    var limit = it.getValue();
                    var soft = limit.isObject() ? limit.path("soft") : limit;
                    var hard = limit.isObject() ? limit.path("hard") : limit;
                    host.withArray("/Ulimits")
                            .addObject()
                            .put("Name", it.getKey())
                            .put("Soft", Long.parseLong(soft.asText()))
                            .put("Hard", Long.parseLong(hard.asText()));
                });
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

    private void copy(Map<String, String> names, ObjectNode target) {
        names.forEach((from, to) -> {
            var value = spec.path(from);
            if (!value.isMissingNode() && !value.isNull()) {
                target.set(to, value.deepCopy());
            }
        });
    }

    private boolean saysNothing(String key) {
        return spec.path(key).asText("").isEmpty();
    }

    private long bytes(String key) {
        return Long.parseLong(spec.path(key).asText());
    }

    private Duration duration(String key) {
        return GoDuration.parse(spec.path(key).asText());
    }
}

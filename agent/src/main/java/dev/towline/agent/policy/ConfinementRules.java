package dev.towline.agent.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What keeps a container apart from its host: no service may take it away by itself.
final class ConfinementRules {
    private static final Map<String, String> NAMESPACES =
            Map.of(
                    "network_mode", "network",
                    "pid", "pid",
                    "ipc", "ipc",
                    "uts", "uts",
                    "userns_mode", "user",
                    "cgroup", "cgroup");

    /// Docker's default set, and three that reach nothing outside the container.
    private static final Set<String> CAPABILITIES =
            Set.of(
                    "AUDIT_WRITE",
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "MKNOD",
                    "NET_BIND_SERVICE",
                    "NET_RAW",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYS_CHROOT",
                    "IPC_LOCK",
                    "LEASE",
                    "SYS_NICE");

    private static final Set<String> SECURITY_OPTIONS =
            Set.of(
                    "no-new-privileges",
                    "no-new-privileges=true",
                    "seccomp=builtin",
                    "apparmor=docker-default");

    private final HostPolicy policy;
    private final DesiredProject project;
    private final ServiceSpec service;
    private final JsonNode spec;
    private final List<Objection> objections = new ArrayList<>();

    ConfinementRules(HostPolicy policy, DesiredProject project, ServiceSpec service) {
        this.policy = policy;
        this.project = project;
        this.service = service;
        this.spec = service.canonical();
    }

    List<Objection> objections() {
        privileged();
        NAMESPACES.keySet().stream().sorted().forEach(this::namespace);
        networks();
        foreignVolumes();
        spec.path("cap_add").forEach(it -> capability(it.asText()));
        objections.addAll(new DeviceRules(policy, service).objections());
        spec.path("security_opt").forEach(it -> securityOption(it.asText()));
        if (!spec.path("cgroup_parent").asText("").isEmpty()) {
            hostNamespace("cgroup_parent", "cgroup", "it would choose its own limits");
        }
        return objections;
    }

    private void privileged() {
        var why = "a privileged container is root on the VM";
        if (policy.privileged().contains("*") || policy.privileged().contains(service.name())) {
            return;
        }
        if (spec.path("privileged").asBoolean(false)) {
            object("privileged", why, "privileged", service.name());
        }
        for (var hooks : List.of("post_start", "pre_stop")) {
            if (spec.path(hooks).valueStream().anyMatch(it -> it.path("privileged").asBoolean())) {
                object(hooks, why, "privileged", service.name());
            }
        }
    }

    private void namespace(String attribute) {
        var value = spec.path(attribute).asText("");
        var name = NAMESPACES.getOrDefault(attribute, attribute);
        if (value.equals("host")) {
            hostNamespace(attribute, name, "it would share the VM's " + name + " namespace");
        } else if (value.startsWith("container:")) {
            container(attribute, value);
        }
    }

    // Compose's other way to say `network_mode: host`.
    private void networks() {
        for (var key : service.networks()) {
            var network = project.networks().get(key);
            var driver = network == null ? "" : network.canonical().path("driver").asText("");
            if (network != null && (network.name().equals("host") || driver.equals("host"))) {
                hostNamespace("networks." + key, "network", "it is the VM's own network");
            }
        }
    }

    private void hostNamespace(String attribute, String namespace, String why) {
        if (!policy.namespaces().contains(namespace)) {
            object(attribute, why, "namespaces", namespace);
        }
    }

    private void foreignVolumes() {
        spec.path("volumes_from")
                .forEach(it -> {
                    if (it.asText().startsWith("container:")) {
                        container("volumes_from", it.asText());
                    }
                });
    }

    /// What another stack's container has may be more than this stack may have.
    private void container(String attribute, String value) {
        var rest = value.substring("container:".length());
        var mode = rest.indexOf(':');
        var name = mode < 0 ? rest : rest.substring(0, mode);
        if (!policy.containers().contains(name) && !isOwn(name)) {
            object(attribute, "the container " + name + " is another's", "containers", name);
        }
    }

    private boolean isOwn(String container) {
        return project.services().values().stream()
                .anyMatch(it -> container.equals(it.containerName()));
    }

    private void capability(String written) {
        var upper = written.toUpperCase(Locale.ROOT);
        var name = upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
        var allowed = policy.capabilities();
        if (!CAPABILITIES.contains(name) && !allowed.contains(name) && !allowed.contains("ALL")) {
            object("cap_add", name + " reaches beyond the container", "capabilities", name);
        }
    }

    private void securityOption(String written) {
        var option = normalised(written);
        var allowed =
                policy.securityOptions().stream().anyMatch(it -> normalised(it).equals(option));
        if (!allowed && !SECURITY_OPTIONS.contains(option) && !option.startsWith("label=level:")) {
            object(
                    "security_opt",
                    written + " changes what confines the container",
                    "security_opt",
                    written);
        }
    }

    /// Docker's older form has a colon where the newer has an equals sign.
    private static String normalised(String option) {
        var equals = option.indexOf('=');
        var colon = option.indexOf(':');
        return equals < 0 && colon >= 0
                ? option.substring(0, colon) + "=" + option.substring(colon + 1)
                : option;
    }

    private void object(String attribute, String why, String key, String value) {
        var where = "services." + service.name() + "." + attribute;
        objections.add(new Objection(where, why, key, value));
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which attributes of the canonical form are honoured. Pure.
///
/// Each object of that form has its known keys here; a key that is in none of them is unsupported,
/// unless it starts with `x-` or says nothing (null or empty).
public final class Attributes {
    private static final Set<String> PLANNING =
            Set.of("container_name", "depends_on", "profiles", "pull_policy", "scale");
    private static final Set<String> SERVICE =
            Set.of(
                    "cap_add",
                    "cap_drop",
                    "command",
                    "cpus",
                    "deploy",
                    "dns",
                    "dns_opt",
                    "dns_search",
                    "domainname",
                    "entrypoint",
                    "environment",
                    "expose",
                    "extra_hosts",
                    "group_add",
                    "healthcheck",
                    "hostname",
                    "image",
                    "init",
                    "labels",
                    "logging",
                    "mem_limit",
                    "mem_reservation",
                    "network_mode",
                    "networks",
                    "pids_limit",
                    "ports",
                    "privileged",
                    "read_only",
                    "restart",
                    "security_opt",
                    "shm_size",
                    "stdin_open",
                    "stop_grace_period",
                    "stop_signal",
                    "sysctls",
                    "tmpfs",
                    "tty",
                    "ulimits",
                    "user",
                    "volumes",
                    "working_dir");
    private static final Map<String, Set<String>> INNER =
            Map.of(
                    "deploy", Set.of("replicas"),
                    "healthcheck",
                            Set.of(
                                    "disable",
                                    "interval",
                                    "retries",
                                    "start_interval",
                                    "start_period",
                                    "test",
                                    "timeout"),
                    "logging", Set.of("driver", "options"));
    private static final Set<String> PORT =
            Set.of("app_protocol", "host_ip", "mode", "name", "protocol", "published", "target");
    private static final Set<String> ENDPOINT =
            Set.of(
                    "aliases",
                    "driver_opts",
                    "ipv4_address",
                    "ipv6_address",
                    "link_local_ips",
                    "priority");
    private static final Set<String> VOLUME =
            Set.of("bind", "read_only", "source", "target", "tmpfs", "type", "volume");
    private static final Map<String, Set<String>> VOLUME_INNER =
            Map.of(
                    "bind", Set.of("create_host_path", "propagation", "selinux"),
                    "volume", Set.of("nocopy"),
                    "tmpfs", Set.of("mode", "size"));
    private static final Set<String> PROJECT_NETWORK =
            Set.of(
                    "attachable",
                    "driver",
                    "driver_opts",
                    "enable_ipv6",
                    "external",
                    "internal",
                    "ipam",
                    "labels",
                    "name");
    private static final Set<String> IPAM = Set.of("config", "driver", "options");
    private static final Set<String> SUBNET =
            Set.of("aux_addresses", "gateway", "ip_range", "subnet");
    private static final Set<String> PROJECT_VOLUME =
            Set.of("driver", "driver_opts", "external", "labels", "name");

    private final List<String> unsupported = new ArrayList<>();

    private Attributes() {}

    /// The paths of everything in a project that could not be honoured, as `services.api.secrets`.
    public static List<String> unsupported(DesiredProject project) {
        var found = new Attributes();
        project.services().values().forEach(found::service);
        project.networks().forEach((key, it) -> found.network("networks." + key, it.canonical()));
        project.volumes()
                .forEach((key, it) ->
                        found.object("volumes." + key, it.canonical(), PROJECT_VOLUME));
        return List.copyOf(found.unsupported);
    }

    static void requireSupported(ServiceSpec service) {
        var found = new Attributes();
        found.service(service);
        found.refuse();
    }

    static void requireSupportedNetwork(String key, JsonNode network) {
        var found = new Attributes();
        found.network("networks." + key, network);
        found.refuse();
    }

    static void requireSupportedVolume(String key, JsonNode volume) {
        var found = new Attributes();
        found.object("volumes." + key, volume, PROJECT_VOLUME);
        found.refuse();
    }

    private void refuse() {
        if (!unsupported.isEmpty()) {
            throw new UnsupportedAttributeException(String.join(", ", unsupported));
        }
    }

    private void service(ServiceSpec service) {
        var where = "services." + service.name();
        var node = service.canonical();
        node.properties().stream()
                .filter(it -> !PLANNING.contains(it.getKey()))
                .forEach(it -> key(where, it.getKey(), it.getValue(), SERVICE));
        INNER.forEach((key, known) -> object(where + "." + key, node.path(key), known));
        node.path("ports").forEach(it -> object(where + ".ports", it, PORT));
        node.path("networks").forEach(it -> object(where + ".networks", it, ENDPOINT));
        node.path("volumes").forEach(it -> volume(where + ".volumes", it));
        var mode = node.path("network_mode").asText("");
        if (mode.startsWith("service:") || mode.startsWith("container:")) {
            unsupported.add(where + ".network_mode: " + mode);
        }
    }

    private void volume(String where, JsonNode volume) {
        object(where, volume, VOLUME);
        var type = volume.path("type").asText();
        if (!VOLUME_INNER.containsKey(type)) {
            unsupported.add(where + ".type: " + type);
        }
        VOLUME_INNER.forEach((key, known) -> object(where + "." + key, volume.path(key), known));
    }

    private void network(String where, JsonNode network) {
        object(where, network, PROJECT_NETWORK);
        object(where + ".ipam", network.path("ipam"), IPAM);
        network.path("ipam")
                .path("config")
                .forEach(it -> object(where + ".ipam.config", it, SUBNET));
    }

    private void object(String where, JsonNode object, Set<String> known) {
        object.properties().forEach(it -> key(where, it.getKey(), it.getValue(), known));
    }

    private void key(String where, String key, JsonNode value, Set<String> known) {
        if (!known.contains(key) && !key.startsWith("x-") && !saysNothing(value)) {
            unsupported.add(where + "." + key);
        }
    }

    private static boolean saysNothing(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isContainerNode()
                        && value.valueStream().allMatch(Attributes::saysNothing));
    }
}

package dev.towline.agent.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.AttributeText;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/// A service's attributes, each as one text, in the words in which the engine's view of a container
/// is read too. What is not here cannot be told by itself.
final class Wording {
    private static final List<String> PLAIN =
            List.of(
                    "user",
                    "working_dir",
                    "domainname",
                    "stop_signal",
                    "tty",
                    "stdin_open",
                    "privileged",
                    "read_only",
                    "init",
                    "cap_add",
                    "cap_drop",
                    "dns",
                    "dns_search",
                    "dns_opt",
                    "group_add",
                    "security_opt",
                    "sysctls",
                    "mem_limit",
                    "mem_reservation",
                    "memswap_limit",
                    "cpu_shares",
                    "cpuset",
                    "pids_limit",
                    "oom_score_adj",
                    "userns_mode",
                    "uts",
                    "cgroup_parent",
                    "hostname",
                    "shm_size",
                    "stop_grace_period",
                    "cpus");

    private static final Map<String, String> LIMITS =
            Map.of("cpus", "cpus", "memory", "mem_limit", "pids", "pids_limit");

    private final JsonNode service;
    private final Map<String, String> attributes = new TreeMap<>();

    private Wording(ServiceSpec service) {
        this.service = service.canonical();
    }

    static Map<String, String> of(ServiceSpec service) {
        return new Wording(service).read();
    }

    private Map<String, String> read() {
        PLAIN.forEach(it -> put(it, AttributeText.of(service.path(it))));
        LIMITS.forEach(this::limit);
        put("extra_hosts", AttributeText.of(service.path("extra_hosts")).replace('=', ':'));
        put("command", json(service.path("command")));
        put("entrypoint", json(service.path("entrypoint")));
        put("healthcheck", health(service.path("healthcheck")));
        put("ports", ports());
        each("environment");
        each("labels");
        return attributes;
    }

    private void limit(String limit, String attribute) {
        var deployed = service.path("deploy").path("resources").path("limits").path(limit);
        put(attribute, AttributeText.of(deployed));
    }

    // A variable without a value takes the image's away, and leaves no trace in the container.
    private void each(String attribute) {
        for (var entry : service.path(attribute).properties()) {
            if (!entry.getValue().isNull()) {
                put(attribute + "." + entry.getKey(), "=" + entry.getValue().asText());
            }
        }
    }

    private String ports() {
        var ports = new ArrayList<String>();
        for (var port : service.path("ports")) {
            var address = port.path("host_ip").asText("");
            ports.add(
                    (address.isEmpty() ? "" : address + ":")
                            + port.path("published").asText("")
                            + ":"
                            + port.path("target").asText()
                            + "/"
                            + port.path("protocol").asText("tcp"));
        }
        return String.join(" ", ports.stream().sorted().toList());
    }

    private static String health(JsonNode health) {
        if (health.path("disable").asBoolean(false)) {
            return "[\"NONE\"] - - - - 0";
        }
        if (!health.path("test").isArray()) {
            return "";
        }
        var words = new StringJoiner(" ");
        words.add(health.path("test").toString());
        for (var name : List.of("interval", "timeout", "start_period", "start_interval")) {
            words.add(Optional.ofNullable(health.path(name).textValue()).orElse("-"));
        }
        return words.add(health.path("retries").asText("0")).toString();
    }

    private static String json(JsonNode list) {
        return list.isArray() ? list.toString() : "";
    }

    private void put(String key, String value) {
        if (!value.isEmpty()) {
            attributes.put(key, value);
        }
    }
}

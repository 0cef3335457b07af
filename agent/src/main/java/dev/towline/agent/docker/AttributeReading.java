package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.project.AttributeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Reads a container's attributes in Compose's words, each as one text, and which of them it has
/// from its image. Pure.
final class AttributeReading {
    private static final Map<String, String> CONFIG =
            Map.of(
                    "user", "User",
                    "working_dir", "WorkingDir",
                    "domainname", "Domainname",
                    "stop_signal", "StopSignal",
                    "tty", "Tty",
                    "stdin_open", "OpenStdin");
    private static final Map<String, String> HOST =
            Map.ofEntries(
                    Map.entry("privileged", "Privileged"),
                    Map.entry("read_only", "ReadonlyRootfs"),
                    Map.entry("init", "Init"),
                    Map.entry("cap_add", "CapAdd"),
                    Map.entry("cap_drop", "CapDrop"),
                    Map.entry("dns", "Dns"),
                    Map.entry("dns_search", "DnsSearch"),
                    Map.entry("dns_opt", "DnsOptions"),
                    Map.entry("group_add", "GroupAdd"),
                    Map.entry("security_opt", "SecurityOpt"),
                    Map.entry("extra_hosts", "ExtraHosts"),
                    Map.entry("sysctls", "Sysctls"),
                    Map.entry("mem_limit", "Memory"),
                    Map.entry("mem_reservation", "MemoryReservation"),
                    Map.entry("memswap_limit", "MemorySwap"),
                    Map.entry("cpu_shares", "CpuShares"),
                    Map.entry("cpuset", "CpusetCpus"),
                    Map.entry("pids_limit", "PidsLimit"),
                    Map.entry("oom_score_adj", "OomScoreAdj"),
                    Map.entry("userns_mode", "UsernsMode"),
                    Map.entry("uts", "UTSMode"),
                    Map.entry("cgroup_parent", "CgroupParent"));
    private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000);
    private static final long USUAL_SHM = 67_108_864;

    private final JsonNode container;
    private final JsonNode config;
    private final JsonNode host;
    private final Map<String, String> attributes;
    private final Set<String> inherited;

    AttributeReading(JsonNode container, Map<String, String> attributes, Set<String> inherited) {
        this.container = container;
        this.config = container.path("Config");
        this.host = container.path("HostConfig");
        this.attributes = attributes;
        this.inherited = inherited;
    }

    void read(JsonNode image) {
        CONFIG.forEach((key, name) ->
                put(key, AttributeText.of(config.path(name)), AttributeText.of(image.path(name))));
        HOST.forEach((key, name) -> put(key, AttributeText.of(host.path(name)), ""));
        put("command", json(config.path("Cmd")), json(image.path("Cmd")));
        put("entrypoint", json(config.path("Entrypoint")), json(image.path("Entrypoint")));
        put("healthcheck", health(config.path("Healthcheck")), health(image.path("Healthcheck")));
        put("hostname", hostname(), "");
        put("ports", ports(), "");
        numbers();
        environment(image);
        labels(image);
    }

    private void numbers() {
        var cpus = host.path("NanoCpus").asLong(0);
        if (cpus != 0) {
            var number = BigDecimal.valueOf(cpus).divide(NANO).stripTrailingZeros();
            put("cpus", number.toPlainString(), "");
        }
        var shm = host.path("ShmSize").asLong(0);
        put("shm_size", shm == 0 ? "" : Long.toString(shm), Long.toString(USUAL_SHM));
        var grace = config.path("StopTimeout");
        if (grace.isNumber()) {
            put("stop_grace_period", AttributeText.of(Duration.ofSeconds(grace.asLong())), "");
        }
    }

    private void environment(JsonNode image) {
        var fromImage = new ArrayList<String>();
        image.path("Env").forEach(it -> fromImage.add(it.asText()));
        for (var variable : config.path("Env")) {
            var text = variable.asText();
            var equals = text.indexOf('=');
            if (equals > 0) {
                var key = "environment." + text.substring(0, equals);
                put(key, "=" + text.substring(equals + 1), fromImage.contains(text) ? null : "");
            }
        }
    }

    private void labels(JsonNode image) {
        for (var label : config.path("Labels").properties()) {
            if (!Labels.reserved(label.getKey())) {
                var same = label.getValue().equals(image.path("Labels").path(label.getKey()));
                put("labels." + label.getKey(), "=" + label.getValue().asText(), same ? null : "");
            }
        }
    }

    // The engine makes one of the container's id where nobody chose one.
    private String hostname() {
        var name = config.path("Hostname").asText("");
        var mode = host.path("NetworkMode").asText("");
        var given = container.path("Id").asText().startsWith(name) || mode.equals("host");
        return given || mode.startsWith("container:") ? "" : name;
    }

    private String ports() {
        var ports = new ArrayList<String>();
        for (var port : host.path("PortBindings").properties()) {
            for (var binding : port.getValue()) {
                var address = binding.path("HostIp").asText("");
                ports.add(
                        (address.isEmpty() ? "" : address + ":")
                                + binding.path("HostPort").asText("")
                                + ":"
                                + port.getKey());
            }
        }
        return String.join(" ", ports.stream().sorted().toList());
    }

    private static String health(JsonNode health) {
        if (!health.path("Test").isArray()) {
            return "";
        }
        var words = new StringJoiner(" ");
        words.add(health.path("Test").toString());
        for (var name : List.of("Interval", "Timeout", "StartPeriod", "StartInterval")) {
            var nanos = health.path(name).asLong(0);
            words.add(nanos == 0 ? "-" : AttributeText.of(Duration.ofNanos(nanos)));
        }
        return words.add(health.path("Retries").asText("0")).toString();
    }

    private static String json(JsonNode list) {
        return list.isArray() ? list.toString() : "";
    }

    /// @param fromImage what the image says; null where that is the same
    private void put(String key, String value, @Nullable String fromImage) {
        if (value.isEmpty()) {
            return;
        }
        attributes.put(key, value);
        if (fromImage == null || fromImage.equals(value)) {
            inherited.add(key);
        }
    }
}

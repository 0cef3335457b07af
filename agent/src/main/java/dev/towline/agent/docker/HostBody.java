package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.project.RestartPolicy;
import java.util.Map;

/// The part of a container that the engine calls its host's: limits, rights, logs, addresses. Pure.
final class HostBody {
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

    private final JsonNode spec;
    private final ObjectNode host;

    HostBody(JsonNode spec, ObjectNode host) {
        this.spec = spec;
        this.host = host;
    }

    /// Copies what has the same form in both worlds; what is null is left out.
    static void copy(JsonNode spec, Map<String, String> names, ObjectNode target) {
        names.forEach((from, to) -> {
            if (spec.hasNonNull(from)) {
                target.set(to, spec.path(from).deepCopy());
            }
        });
    }

    void write(RestartPolicy restart) {
        copy(spec, HOST, host);
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
                .put("Name", restart.name())
                .put("MaximumRetryCount", restart.maximumRetries());
        logging();
        tmpfs();
        extraHosts();
        ulimits();
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

    private boolean saysNothing(String key) {
        return spec.path(key).asText("").isEmpty();
    }

    private long bytes(String key) {
        return Long.parseLong(spec.path(key).asText());
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.agent.plan.Step;
import dev.towline.agent.project.RestartPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// The part of a container that the engine calls its host's: rights, namespaces, logs, addresses.
/// Pure, but for the seccomp profile.
final class HostBody {
    private static final Map<String, String> HOST =
            Map.ofEntries(
                    Map.entry("annotations", "Annotations"),
                    Map.entry("cgroup", "CgroupnsMode"),
                    Map.entry("dns", "Dns"),
                    Map.entry("dns_opt", "DnsOptions"),
                    Map.entry("dns_search", "DnsSearch"),
                    Map.entry("group_add", "GroupAdd"),
                    Map.entry("init", "Init"),
                    Map.entry("isolation", "Isolation"),
                    Map.entry("oom_score_adj", "OomScoreAdj"),
                    Map.entry("privileged", "Privileged"),
                    Map.entry("read_only", "ReadonlyRootfs"),
                    Map.entry("runtime", "Runtime"),
                    Map.entry("userns_mode", "UsernsMode"),
                    Map.entry("uts", "UTSMode"));

    private final Step.CreateContainer step;
    private final JsonNode spec;
    private final ObjectNode host;

    HostBody(Step.CreateContainer step, ObjectNode host) {
        this.step = step;
        this.spec = step.project().service(step.service()).canonical();
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

    void write() {
        copy(spec, HOST, host);
        texts("sysctls", "Sysctls");
        texts("storage_opt", "StorageOpt");
        capabilities("cap_add", "CapAdd");
        capabilities("cap_drop", "CapDrop");
        host.putObject("RestartPolicy")
                .put("Name", declaresNoRestart() ? "" : step.restart().name())
                .put("MaximumRetryCount", step.restart().maximumRetries());
        SecurityOptions.write(step.project().folder(), spec, host);
        logging();
        tmpfs();
        extraHosts();
        namespaces();
    }

    // The engine tells "none" from "no", and cannot go back to it.
    private boolean declaresNoRestart() {
        return spec.path("restart").asText("").isEmpty()
                && spec.path("deploy").path("restart_policy").path("condition").asText("").isEmpty()
                && step.restart().equals(RestartPolicy.NO);
    }

    private void texts(String from, String to) {
        if (!spec.path(from).isEmpty()) {
            host.set(to, Texts.of(spec.path(from)));
        }
    }

    // Docker's own client sorts them and gives them their full names, so Compose's containers have
    // them so.
    private void capabilities(String from, String to) {
        if (spec.path(from).isEmpty()) {
            return;
        }
        var names = new TreeSet<String>();
        spec.path(from).forEach(it -> names.add(capability(it.asText())));
        names.forEach(host.putArray(to)::add);
    }

    private static String capability(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        return name.equals("ALL") || name.startsWith("CAP_") ? name : "CAP_" + name;
    }

    private void logging() {
        var logging = spec.path("logging");
        if (logging.isEmpty()) {
            return;
        }
        var config = host.putObject("LogConfig").put("Type", logging.path("driver").asText(""));
        if (!logging.path("options").isEmpty()) {
            config.set("Config", Texts.of(logging.path("options")));
        }
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

    // The canonical form has `host=address`, the engine `host:address`.
    private void extraHosts() {
        var hosts = host.putArray("ExtraHosts");
        spec.path("extra_hosts").forEach(it -> hosts.add(it.asText().replaceFirst("=", ":")));
    }

    private void namespaces() {
        var joined = new Joined(step);
        Map.of("ipc", "IpcMode", "pid", "PidMode")
                .forEach((from, to) -> {
                    if (spec.hasNonNull(from)) {
                        host.put(to, joined.mode(spec.path(from).asText()));
                    }
                });
        spec.path("volumes_from")
                .forEach(it -> host.withArray("/VolumesFrom").add(joined.volumes(it.asText())));
    }
}

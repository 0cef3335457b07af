package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service of the project, in the canonical form, with the words that planning needs.
public record ServiceSpec(String name, JsonNode canonical) {
    public ServiceSpec {
        canonical = canonical.deepCopy();
    }

    public String image() {
        return canonical.path("image").asText();
    }

    /// How many containers it has.
    public int scale() {
        var replicas = canonical.path("deploy").path("replicas").asInt(1);
        return canonical.path("scale").asInt(replicas);
    }

    public @Nullable String containerName() {
        return canonical.path("container_name").textValue();
    }

    /// The name that its container with this number ends up with.
    public String containerName(String project, int number) {
        var own = containerName();
        return own != null ? own : project + "-" + name + "-" + number;
    }

    /// `deploy.restart_policy` wins over `restart`.
    public RestartPolicy restart() {
        var deployed = canonical.path("deploy").path("restart_policy");
        return deployed.isObject()
                ? RestartPolicy.of(
                        deployed.path("condition").asText(""),
                        deployed.path("max_attempts").asInt(0))
                : RestartPolicy.of(canonical.path("restart").asText(""));
    }

    public boolean hasHealthcheck() {
        var healthcheck = canonical.path("healthcheck");
        var test = healthcheck.path("test");
        return !healthcheck.path("disable").asBoolean(false)
                && !test.isMissingNode()
                && !test.path(0).asText().equals("NONE");
    }

    /// What it depends on, by the file or because it shares a container's namespaces or volumes.
    public List<Dependency> dependsOn() {
        var all = new LinkedHashMap<String, Dependency>();
        canonical
                .path("depends_on")
                .properties()
                .forEach(it -> all.put(it.getKey(), dependency(it.getKey(), it.getValue())));
        Joins.of(canonical).forEach(it -> all.putIfAbsent(it, joined(it)));
        return List.copyOf(all.values());
    }

    /// The services whose container's namespaces or volumes it shares.
    public Set<String> joins() {
        return Joins.of(canonical);
    }

    public List<MountSpec> mounts() {
        var all = new ArrayList<MountSpec>();
        canonical.path("volumes").forEach(it -> all.add(mount(it)));
        return List.copyOf(all);
    }

    /// The keys of its networks, the first one being the container's main network: highest priority
    /// first, ties by name.
    public List<String> networks() {
        var networks = canonical.path("networks");
        var keys = new ArrayList<String>();
        networks.fieldNames().forEachRemaining(keys::add);
        keys.sort((a, b) -> {
            var byPriority =
                    Integer.compare(
                            networks.path(b).path("priority").asInt(0),
                            networks.path(a).path("priority").asInt(0));
            return byPriority != 0 ? byPriority : a.compareTo(b);
        });
        return List.copyOf(keys);
    }

    private Dependency joined(String service) {
        var volumesOnly = !Joins.ofNamespaces(canonical).contains(service);
        return new Dependency(service, Dependency.Condition.SERVICE_STARTED, true, !volumesOnly);
    }

    private static Dependency dependency(String service, JsonNode node) {
        return new Dependency(
                service,
                Dependency.Condition.of(node.path("condition").asText("service_started")),
                node.path("required").asBoolean(true),
                node.path("restart").asBoolean(false));
    }

    private static MountSpec mount(JsonNode node) {
        return new MountSpec(
                MountSpec.Type.valueOf(node.path("type").asText().toUpperCase(Locale.ROOT)),
                node.path("source").textValue(),
                node.path("target").asText(),
                node.path("read_only").asBoolean(false));
    }

    /// Without its attributes: they may hold secrets.
    @Override
    public String toString() {
        return "ServiceSpec[" + name + "]";
    }
}

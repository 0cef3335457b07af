package dev.towline.agent.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Takes from what `docker inspect` prints all that differs between two runs of the same Docker
/// Compose on the same file, and `dev.towline.*` labels; nothing else. Pure.
///
/// What stays is compared, so whatever is dropped here is a place where the agent may be wrong
/// unseen. Three groups go: what the engine makes up anew each time (ids, times, addresses), the
/// order of what Compose keeps in unordered maps, and ids inside of strings, which become names.
final class Normaliser {
    private static final Set<String> MADE_UP =
            Set.of("Id", "Created", "LogPath", "ResolvConfPath", "HostnamePath", "HostsPath");
    private static final Set<String> MADE_UP_STATE = Set.of("Pid", "StartedAt", "FinishedAt");
    private static final Set<String> MADE_UP_HEALTH = Set.of("Log", "FailingStreak");
    private static final Set<String> MADE_UP_SANDBOX = Set.of("SandboxID", "SandboxKey", "Bridge");
    private static final Set<String> MADE_UP_ENDPOINT =
            Set.of(
                    "EndpointID",
                    "NetworkID",
                    "IPAddress",
                    "IPPrefixLen",
                    "MacAddress",
                    "Gateway",
                    "IPv6Gateway",
                    "GlobalIPv6Address",
                    "GlobalIPv6PrefixLen",
                    "DNSNames");
    private static final List<String> UNORDERED =
            List.of(
                    "Binds",
                    "ExtraHosts",
                    "CapAdd",
                    "CapDrop",
                    "SecurityOpt",
                    "VolumesFrom",
                    "Links");
    private static final String LABEL = "com.docker.compose.";
    private static final Pattern ID = Pattern.compile("\\b([0-9a-f]{64}|[0-9a-f]{12})\\b");
    private static final Pattern LAST_NUMBER = Pattern.compile("\\.[0-9]+$");
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");

    private final Map<String, String> names;
    private final String files;

    /// @param names by container id, the name that stands for it
    /// @param files what the project's files say: addresses that they do not name are the engine's
    Normaliser(Map<String, String> names, String files) {
        this.names = Map.copyOf(names);
        this.files = files;
    }

    ObjectNode container(JsonNode inspected) {
        var container = inspected.<ObjectNode>deepCopy();
        var joins = joinsAnother(container);
        container.remove(MADE_UP);
        at(container, "/GraphDriver").remove("Data");
        at(container, "/State").remove(MADE_UP_STATE);
        at(container, "/State/Health").remove(MADE_UP_HEALTH);
        networkSettings(container);
        mounts(container);
        host(at(container, "/HostConfig"));
        sort(at(container, "/Config"), "Env", JsonNode::asText);
        labels(at(container, "/Config/Labels"), joins);
        withNames(container);
        container
                .at("/NetworkSettings/Networks")
                .forEach(it -> sort((ObjectNode) it, "Aliases", JsonNode::asText));
        return container;
    }

    ObjectNode network(JsonNode inspected) {
        var network = inspected.<ObjectNode>deepCopy();
        network.remove(Set.of("Id", "Created", "Containers"));
        var addresses = network.path("IPAM").path("Config");
        var given = new ArrayList<JsonNode>();
        addresses.forEach(it -> {
            if (files.contains(it.path("Subnet").asText())) {
                given.add(it);
            }
        });
        at(network, "/IPAM").putArray("Config").addAll(given);
        labels(at(network, "/Labels"), false);
        return network;
    }

    ObjectNode volume(JsonNode inspected) {
        var volume = inspected.<ObjectNode>deepCopy();
        volume.remove("CreatedAt");
        labels(at(volume, "/Labels"), false);
        return volume;
    }

    // The hash of a service that shares another container's namespace or volumes covers that
    // container's id.
    private static boolean joinsAnother(JsonNode container) {
        var host = container.path("HostConfig");
        return !host.path("VolumesFrom").isEmpty()
                || List.of("NetworkMode", "IpcMode", "PidMode").stream()
                        .anyMatch(it -> host.path(it).asText().startsWith("container:"));
    }

    private static void labels(ObjectNode labels, boolean joins) {
        var own = new HashSet<String>();
        labels.fieldNames()
                .forEachRemaining(it -> {
                    if (it.startsWith("dev.towline.")) {
                        own.add(it);
                    }
                });
        labels.remove(own);
        if (joins) {
            labels.put(LABEL + "config-hash", "<of ids>");
        }
        if (labels.has(LABEL + "version")) {
            labels.put(
                    LABEL + "version",
                    LAST_NUMBER.matcher(labels.path(LABEL + "version").asText()).replaceFirst(""));
        }
        if (labels.has(LABEL + "depends_on")) {
            var parts = new ArrayList<>(Words.list(labels.path(LABEL + "depends_on").asText()));
            parts.sort(Comparator.naturalOrder());
            labels.put(LABEL + "depends_on", String.join(",", parts));
        }
    }

    private static void networkSettings(ObjectNode container) {
        var settings = at(container, "/NetworkSettings");
        settings.remove(MADE_UP_SANDBOX);
        settings.remove(MADE_UP_ENDPOINT);
        settings.path("Networks")
                .forEach(it -> {
                    ((ObjectNode) it).remove(MADE_UP_ENDPOINT);
                    sort((ObjectNode) it, "Aliases", JsonNode::asText);
                });
        var wanted = container.path("HostConfig").path("PortBindings");
        settings.path("Ports")
                .properties()
                .forEach(it -> ports(it.getValue(), wanted.path(it.getKey())));
    }

    // A port that the engine chose, out of all or out of a range, is another one each time.
    private static void ports(JsonNode bound, JsonNode wanted) {
        var named = new HashSet<String>();
        wanted.forEach(it -> named.add(it.path("HostPort").asText()));
        bound.forEach(it -> {
            if (!named.contains(it.path("HostPort").asText())) {
                ((ObjectNode) it).put("HostPort", "<eph>");
            }
        });
    }

    private static void mounts(ObjectNode container) {
        var anonymous = UnaryOperator.<String>identity();
        for (var mount : container.path("Mounts")) {
            var name = mount.path("Name").asText();
            if (ANONYMOUS.matcher(name).matches()) {
                var word = "<anon:" + mount.path("Destination").asText() + ">";
                anonymous = anonymous.andThen(it -> it.replace(name, word))::apply;
            }
        }
        texts(container, anonymous);
        sort(container, "Mounts", it -> it.path("Destination").asText());
        sort(at(container, "/HostConfig"), "Mounts", it -> it.path("Target").asText());
    }

    private static void host(ObjectNode host) {
        UNORDERED.forEach(it -> sort(host, it, JsonNode::asText));
        sort(host, "Ulimits", it -> it.path("Name").asText());
    }

    private JsonNode withNames(ObjectNode container) {
        return texts(container, text -> ID.matcher(text).replaceAll(it -> nameOf(it.group())));
    }

    private String nameOf(String id) {
        return names.entrySet().stream()
                .filter(it -> it.getKey().startsWith(id))
                .map(it -> "<" + it.getValue() + ">")
                .findFirst()
                .orElse(id);
    }

    private static JsonNode texts(JsonNode node, UnaryOperator<String> change) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(change.apply(text.asText()));
            case ObjectNode object -> {
                object.properties().forEach(it -> it.setValue(texts(it.getValue(), change)));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, texts(array.get(i), change));
                }
                yield array;
            }
            default -> node;
        };
    }

    private static void sort(ObjectNode parent, String field, Function<JsonNode, String> by) {
        if (parent.path(field) instanceof ArrayNode array) {
            var sorted = new ArrayList<JsonNode>();
            array.forEach(sorted::add);
            sorted.sort(Comparator.comparing(by));
            parent.putArray(field).addAll(sorted);
        }
    }

    // Absent ones are answered with an object that is part of nothing.
    private static ObjectNode at(JsonNode node, String pointer) {
        return node.at(pointer) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }
}

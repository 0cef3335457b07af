package dev.towline.agent.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The label `com.docker.compose.config-hash`, as Compose 2.40.3 computes it: `docker compose up`
/// leaves alone what has it.
public final class ConfigHash {
    /// The version whose hashes are written, and that stands beside them as a label.
    public static final String VERSION = "2.40.3";

    private ConfigHash() {}

    /// The hash of a service's containers, in 64 hex digits.
    ///
    /// @param joined by service, the ids of the containers that it shares namespaces or volumes
    ///   with
    public static String of(ServiceSpec service, Map<String, String> joined) {
        return HashFamily.V2_36.hash(Joins.applied(service.canonical(), joined));
    }

    /// The hashes that any version of Compose since 2.24 may have written for the same service.
    public static Set<String> ofAnyVersion(ServiceSpec service, Map<String, String> joined) {
        var applied = Joins.applied(service.canonical(), joined);
        return HashFamily.ALL.stream()
                .map(it -> it.hash(applied))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static String of(NetworkSpec network) {
        return Digest.of(GoJson.of(network.canonical(), GoStructs.NETWORK));
    }

    public static String of(VolumeSpec volume) {
        return Digest.of(GoJson.of(withDriver(volume.canonical()), GoStructs.VOLUME));
    }

    private static JsonNode withDriver(JsonNode volume) {
        var complete = volume.<ObjectNode>deepCopy();
        if (complete.path("driver").asText("").isEmpty()) {
            complete.put("driver", "local");
        }
        return complete;
    }
}

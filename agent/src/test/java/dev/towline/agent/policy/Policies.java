package dev.towline.agent.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.towline.agent.project.DesiredProject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Policies, projects and hosts for tests.
final class Policies {
    private static final JsonMapper RELAXED =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .build();

    private Policies() {}

    /// One service `web` with these attributes, in the project folder `/root/app`.
    static DesiredProject web(String attributes) {
        return project("services: {web: {image: 'app:1', " + attributes + "}}");
    }

    static DesiredProject project(String content) {
        try {
            var tree = RELAXED.readTree("{name: 'shop', " + content + "}");
            return DesiredProject.of(tree, "/root/app");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// A host whose symbolic links these are, from path to target.
    static Host host(Map<String, String> links) {
        return new Host(List.of("/opt/towline"), List.of(), it -> follow(links, it));
    }

    private static String follow(Map<String, String> links, String path) {
        return links.entrySet().stream()
                .filter(it -> HostPath.within(path, it.getKey()))
                .findFirst()
                .map(it -> it.getValue() + path.substring(it.getKey().length()))
                .orElse(path);
    }

    /// The policy that allows one value under one key.
    static HostPolicy allowing(String key, String value) {
        return new HostPolicy(
                set("privileged", key, value),
                list("binds", key, value),
                set("namespaces", key, value),
                set("capabilities", key, value),
                list("devices", key, value),
                set("security_opt", key, value),
                set("containers", key, value),
                set("volume_types", key, value),
                key.equals("registries") ? List.of(value) : null,
                key.equals("repositories") ? List.of(value) : null);
    }

    private static Set<String> set(String key, String wanted, String value) {
        return Set.copyOf(list(key, wanted, value));
    }

    private static List<String> list(String key, String wanted, String value) {
        return key.equals(wanted) ? List.of(value) : List.of();
    }
}

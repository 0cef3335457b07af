package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.towline.agent.policy.HostPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a VM's owner allows: `policy.yml`. Everything in it may be left out; what is not
/// known is refused with its line, since a misspelt rule is no rule.
public final class PolicyReader {
    private static final String KEYS = "a key of policy.yml";
    private static final String CAPABILITY = "[A-Z0-9_]+";

    private static final Shape ALLOW =
            Shape.of(KEYS)
                    .with("privileged", texts(".+", "a service's name"))
                    .with("binds", texts("/.*", "an absolute path"))
                    .with(
                            "namespaces",
                            texts(
                                    "network|pid|ipc|uts|user|cgroup",
                                    "network, pid, ipc, uts, user or cgroup"))
                    .with(
                            "capabilities",
                            texts(CAPABILITY, "a capability in capitals, as NET_ADMIN"))
                    .with("devices", texts(".+", "a device"))
                    .with("security_opt", texts(".+", "a security option"))
                    .with("containers", texts(".+", "a container's name"))
                    .with("volume_types", texts("[a-z0-9]+", "a file system's type"));
    private static final Shape ALL =
            Shape.of(KEYS)
                    .with("allow", ALLOW)
                    .with("registries", texts("[^/].*", "a registry, as registry.example.com"))
                    .with("repositories", texts(".+", "the beginning of a git address"));

    private PolicyReader() {}

    /// The policy of a file.
    ///
    /// @throws ComposeException with everything that is wrong, and the lines
    public static HostPolicy read(String file, String yaml) throws ComposeException {
        var tree = YamlReader.readIfAny(file, yaml);
        if (tree == null) {
            return HostPolicy.DEFAULT;
        }
        var problems = new Problems();
        var policy = ALL.read(new Field("", tree, problems));
        problems.check();
        return policy == null ? HostPolicy.DEFAULT : policy(policy);
    }

    private static HostPolicy policy(JsonNode policy) {
        var allow = policy.path("allow");
        return new HostPolicy(
                set(allow.path("privileged")),
                list(allow.path("binds")),
                set(allow.path("namespaces")),
                set(allow.path("capabilities")),
                list(allow.path("devices")),
                set(allow.path("security_opt")),
                set(allow.path("containers")),
                set(allow.path("volume_types")),
                orNull(policy.path("registries")),
                orNull(policy.path("repositories")));
    }

    private static Reader texts(String pattern, String form) {
        var item = Values.textLike(pattern, form);
        return field -> Lists.each(field, it -> withoutPrefix(item.read(it)));
    }

    private static @Nullable JsonNode withoutPrefix(@Nullable JsonNode text) {
        return text != null && text.asText().startsWith("CAP_")
                ? TextNode.valueOf(text.asText().substring("CAP_".length()))
                : text;
    }

    private static List<String> list(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asText).toList();
    }

    private static Set<String> set(JsonNode texts) {
        return new HashSet<>(list(texts));
    }

    private static @Nullable List<String> orNull(JsonNode texts) {
        return texts.isMissingNode() ? null : list(texts);
    }
}

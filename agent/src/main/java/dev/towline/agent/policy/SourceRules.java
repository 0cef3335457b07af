package dev.towline.agent.policy;

import dev.towline.agent.project.MountSpec;
import dev.towline.agent.project.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where a stack and its images may come from.
final class SourceRules {
    private static final String HUB = "docker.io";
    private static final Set<String> HUBS = Set.of(HUB, "index.docker.io");

    private final HostPolicy policy;

    SourceRules(HostPolicy policy) {
        this.policy = policy;
    }

    List<Objection> images(ServiceSpec service) {
        var all = new ArrayList<Objection>();
        image("services." + service.name() + ".image", service.image(), all);
        service.mounts().stream()
                .filter(it -> it.type() == MountSpec.Type.IMAGE && it.source() != null)
                .forEach(it -> {
                    var where = "services." + service.name() + ".volumes";
                    image(where, String.valueOf(it.source()), all);
                });
        return all;
    }

    private void image(String where, String reference, List<Objection> all) {
        var registries = policy.registries();
        var name = name(reference);
        if (registries != null && registries.stream().noneMatch(it -> covers(it, name))) {
            var registry = name.substring(0, name.indexOf('/'));
            all.add(
                    new Objection(
                            where,
                            "no images come from " + registry + " to this VM",
                            "registries: [%s]".formatted(Objection.quoted(registry))));
        }
    }

    private static boolean covers(String allowed, String name) {
        var folder = allowed.endsWith("/") ? allowed : allowed + "/";
        return (name + "/").startsWith(folder.toLowerCase(Locale.ROOT));
    }

    /// Registry and repository, as the engine reads a reference: its first part is a registry where
    /// it has a dot or a port, or is `localhost`.
    static String name(String reference) {
        var at = reference.indexOf('@');
        var name = at < 0 ? reference : reference.substring(0, at);
        var colon = name.lastIndexOf(':');
        var path = colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
        var slash = path.indexOf('/');
        var first = slash < 0 ? "" : path.substring(0, slash);
        if (first.indexOf('.') < 0 && first.indexOf(':') < 0 && !first.equals("localhost")) {
            return onHub(path);
        }
        var rest = path.substring(slash + 1);
        return HUBS.contains(first) ? onHub(rest) : first.toLowerCase(Locale.ROOT) + "/" + rest;
    }

    private static String onHub(String path) {
        return HUB + "/" + (path.indexOf('/') < 0 ? "library/" : "") + path;
    }

    /// An address that a server may read otherwise than a person, is none of the allowed.
    Optional<String> repository(String address) {
        var allowed = policy.repositories();
        if (allowed == null) {
            return Optional.empty();
        }
        var devious = address.contains("..") || address.contains("%") || address.contains("\\");
        return !devious && allowed.stream().anyMatch(it -> begins(address, it))
                ? Optional.empty()
                : Optional.of(
                        new Objection(
                                        "repository",
                                        "nothing comes from " + address + " to this VM",
                                        "repositories: [%s]".formatted(Objection.quoted(address)))
                                .text());
    }

    private static boolean begins(String address, String prefix) {
        if (!address.startsWith(prefix)) {
            return false;
        }
        var rest = address.substring(prefix.length());
        return prefix.endsWith("/")
                || prefix.endsWith(":")
                || rest.isEmpty()
                || rest.equals(".git")
                || rest.startsWith("/");
    }
}

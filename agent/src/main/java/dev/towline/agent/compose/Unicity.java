package dev.towline.agent.compose;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists in which a later item takes the place of an earlier one with the same key: of two mounts
/// with one target the later counts, where the earlier stood.
final class Unicity {
    /// The key of an item; null where it has none, which its own check will refuse.
    @FunctionalInterface
    interface Key {
        @Nullable String of(Tree item);
    }

    private static final PathRules<Key> KEYS =
            PathRules.<Key>none()
                    .with(
                            ItemKeys::variable,
                            "networks.*.labels",
                            "networks.*.ipam.options",
                            "services.*.annotations",
                            "services.*.build.args",
                            "services.*.build.additional_contexts",
                            "services.*.build.platform",
                            "services.*.build.tags",
                            "services.*.build.labels",
                            "services.*.cap_add",
                            "services.*.cap_drop",
                            "services.*.deploy.labels",
                            "services.*.dns",
                            "services.*.dns_opt",
                            "services.*.dns_search",
                            "services.*.environment",
                            "services.*.labels",
                            "services.*.links",
                            "services.*.networks.*.aliases",
                            "services.*.networks.*.link_local_ips",
                            "services.*.profiles",
                            "services.*.sysctls",
                            "services.*.tmpfs")
                    .with(ItemKeys::mount, "services.*.volumes")
                    .with(ItemKeys::device, "services.*.devices")
                    .with(ItemKeys::config, "services.*.configs")
                    .with(ItemKeys::secret, "services.*.secrets")
                    .with(ItemKeys::envFile, "services.*.env_file")
                    .with(ItemKeys::exposed, "services.*.expose")
                    .with(ItemKeys::port, "services.*.ports");

    private Unicity() {}

    /// The same document, each such list with one item a key.
    static Tree.Mapping of(Tree.Mapping document) {
        return mapping(document, TreePath.ROOT);
    }

    private static Tree.Mapping mapping(Tree.Mapping mapping, TreePath path) {
        var unique = new LinkedHashMap<String, Tree>();
        mapping.entries().forEach((key, it) -> unique.put(key, of(it, path.key(key))));
        return new Tree.Mapping(mapping.place(), unique);
    }

    private static Tree of(Tree tree, TreePath path) {
        return switch (tree) {
            case Tree.Mapping mapping -> mapping(mapping, path);
            case Tree.Sequence sequence -> {
                var key = KEYS.at(path);
                yield key == null ? sequence : unique(sequence, path, key);
            }
            case Tree.Scalar scalar -> scalar;
        };
    }

    private static Tree unique(Tree.Sequence sequence, TreePath path, Key key) {
        var once = unique(sequence, key);
        if (!path.parts().getLast().equals("ports")) {
            return once;
        }
        var expanded = PortRanges.expanded(once);
        var twice = unique(expanded, key);
        return twice.items().size() == expanded.items().size() ? once : twice;
    }

    private static Tree.Sequence unique(Tree.Sequence sequence, Key key) {
        var unique = new LinkedHashMap<Object, Tree>();
        for (var item : sequence.items()) {
            var own = key.of(item);
            unique.put(own == null ? new Object() : own, item);
        }
        return new Tree.Sequence(sequence.place(), List.copyOf(unique.values()));
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Makes the relative paths of an included or extended file absolute: they mean those of that
/// file's own folder, not those of the project's.
final class PathBase {
    private static final Pattern REMOTE =
            Pattern.compile("(https?://|git://|ssh://|github\\.com/|git@|service:).*|.*://.*");
    private static final Pattern MOUNT = Pattern.compile("(\\.[^:]*)(:.+)");
    private static final Pattern CONTEXT = Pattern.compile("([^=]*=)(.*)", Pattern.DOTALL);

    private final String folder;
    private final PathRules<Rule> rules;

    @FunctionalInterface
    private interface Rule {
        Tree apply(Tree tree) throws ComposeException;
    }

    private PathBase(String folder) {
        this.folder = folder;
        this.rules =
                PathRules.<Rule>none()
                        .with(
                                this::path,
                                "services.*.env_file",
                                "services.*.env_file.[]",
                                "services.*.env_file.[].path",
                                "services.*.label_file",
                                "services.*.label_file.[]",
                                "services.*.extends.file",
                                "services.*.develop.watch.[].path",
                                "configs.*.file",
                                "secrets.*.file")
                        .with(
                                this::context,
                                "services.*.build",
                                "services.*.build.context",
                                "services.*.build.additional_contexts.*")
                        .with(this::mount, "services.*.volumes.[]")
                        .with(this::volume, "volumes.*");
    }

    /// The same document, its paths absolute.
    ///
    /// @throws ComposeException where a path cannot be written in the short form
    static Tree.Mapping resolve(Tree.Mapping document, String folder) throws ComposeException {
        return (Tree.Mapping) new PathBase(folder).of(document, TreePath.ROOT);
    }

    private Tree of(Tree tree, TreePath path) throws ComposeException {
        var rule = rules.at(path);
        var own = rule == null ? tree : rule.apply(tree);
        return switch (own) {
            case Tree.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Tree>();
                for (var entry : mapping.entries().entrySet()) {
                    entries.put(entry.getKey(), of(entry.getValue(), path.key(entry.getKey())));
                }
                yield new Tree.Mapping(mapping.place(), entries);
            }
            case Tree.Sequence sequence -> {
                var items = new ArrayList<Tree>();
                for (var item : sequence.items()) {
                    items.add(of(item, path.item(items.size())));
                }
                yield new Tree.Sequence(sequence.place(), items);
            }
            case Tree.Scalar scalar -> scalar;
        };
    }

    private Tree path(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.value().isTextual()
                ? text(scalar, absolute(scalar.value().asText()))
                : tree;
    }

    // A home folder is left for whoever knows whose.
    private String absolute(String path) {
        return path.isEmpty() || path.startsWith("/") || path.startsWith("~")
                ? path
                : UnixPath.resolve(folder, path);
    }

    private Tree context(Tree tree) {
        if (!(tree instanceof Tree.Scalar scalar) || !scalar.value().isTextual()) {
            return tree;
        }
        var text = scalar.value().asText();
        var named = CONTEXT.matcher(text);
        var name = named.matches() ? named.group(1) : "";
        var path = text.substring(name.length());
        return REMOTE.matcher(path).matches() ? tree : text(scalar, name + absolute(path));
    }

    private Tree mount(Tree tree) throws ComposeException {
        return switch (tree) {
            case Tree.Scalar scalar when scalar.value().isTextual() -> shortMount(scalar);
            case Tree.Mapping mapping when isText(mapping, "type", "bind") ->
                    with(mapping, "source");
            default -> tree;
        };
    }

    private Tree shortMount(Tree.Scalar mount) throws ComposeException {
        var parts = MOUNT.matcher(mount.value().asText());
        if (!parts.matches()) {
            return mount;
        }
        var source = absolute(parts.group(1));
        if (source.indexOf(':') >= 0) {
            throw new ComposeException(
                    mount.place() + ": the folder " + source + " has a colon: use the long form");
        }
        return text(mount, source + parts.group(2));
    }

    // A volume that is a bind mount in disguise.
    private Tree volume(Tree tree) {
        if (!(tree instanceof Tree.Mapping volume)
                || !isText(volume, "driver", "local")
                || !(volume.entries().get("driver_opts") instanceof Tree.Mapping options)
                || !isText(options, "o", "bind")) {
            return tree;
        }
        var entries = new LinkedHashMap<>(volume.entries());
        entries.put("driver_opts", with(options, "device"));
        return new Tree.Mapping(volume.place(), entries);
    }

    private Tree with(Tree.Mapping mapping, String key) {
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.computeIfPresent(key, (_, it) -> path(it));
        return new Tree.Mapping(mapping.place(), entries);
    }

    private static boolean isText(Tree.Mapping mapping, String key, String text) {
        return mapping.entries().get(key) instanceof Tree.Scalar scalar
                && scalar.value().asText().equals(text);
    }

    private static Tree text(Tree.Scalar at, String text) {
        return new Tree.Scalar(at.place(), TextNode.valueOf(text));
    }
}

package dev.towline.agent.compose;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tells an item of a list from the others, as `Unicity` needs it.
final class ItemKeys {
    private static final Pattern COLON = Pattern.compile(":");
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:(?=.)");
    // Too short to have a source: Compose takes the whole for the target.
    private static final int SHORTEST_WITH_SOURCE = 3;

    private ItemKeys() {}

    static @Nullable String variable(Tree item) {
        var text = text(item);
        if (text == null) {
            return null;
        }
        var equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    static @Nullable String exposed(Tree item) {
        return item instanceof Tree.Scalar scalar ? GoText.of(scalar.value()) : null;
    }

    static @Nullable String mount(Tree item) {
        var text = text(item);
        if (text == null) {
            return text(child(item, "target"));
        }
        return text.isEmpty() ? null : UnixPath.clean(target(text));
    }

    private static String target(String mount) {
        if (mount.length() < SHORTEST_WITH_SOURCE) {
            return mount;
        }
        var parts = COLON.splitAsStream(DRIVE.matcher(mount).replaceFirst("")).toList();
        return parts.size() == 1 ? mount : parts.get(1);
    }

    static @Nullable String device(Tree item) {
        var text = text(item);
        if (text == null) {
            return text(child(item, "target"));
        }
        var parts = COLON.splitAsStream(text).toList();
        return parts.size() < 2 ? text : parts.get(1);
    }

    static @Nullable String config(Tree item) {
        return fileMount(item, "");
    }

    static @Nullable String secret(Tree item) {
        return fileMount(item, "/run/secrets");
    }

    private static @Nullable String fileMount(Tree item, String folder) {
        var name = text(item);
        if (name != null) {
            return folder + "/" + name;
        }
        var target = child(item, "target");
        return target != null ? text(target) : folder + "/" + text(child(item, "source"));
    }

    static @Nullable String envFile(Tree item) {
        var path = text(item);
        return path != null ? path : text(child(item, "path"));
    }

    /// A port with a number for `published` is not the same as one with a text.
    static @Nullable String port(Tree item) {
        if (item instanceof Tree.Scalar scalar) {
            return GoText.of(scalar.value());
        }
        var target = child(item, "target");
        if (target == null) {
            return null;
        }
        var published = child(item, "published");
        return "%s:%s:%s/%s"
                .formatted(
                        or(child(item, "host_ip"), "0.0.0.0"),
                        published instanceof Tree.Scalar scalar ? scalar.value().toString() : "",
                        or(target, ""),
                        or(child(item, "protocol"), "tcp"));
    }

    private static String or(@Nullable Tree tree, String otherwise) {
        return tree instanceof Tree.Scalar scalar ? GoText.of(scalar.value()) : otherwise;
    }

    private static @Nullable Tree child(Tree item, String key) {
        return item instanceof Tree.Mapping mapping ? mapping.entries().get(key) : null;
    }

    private static @Nullable String text(@Nullable Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.value().isTextual()
                ? scalar.value().asText()
                : null;
    }
}

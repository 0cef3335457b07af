package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The mounts of a service; the short form becomes the long one, paths become absolute.
final class Mounts implements Reader {
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Shape BIND =
            Shape.empty()
                    .with("selinux", Values.textLike("z|Z", "z or Z"))
                    .with(
                            "propagation",
                            Values.textLike(
                                    "r?(private|shared|slave)", "a propagation like rslave"))
                    .with("create_host_path", FLAG)
                    .notYet("recursive");
    private static final Shape VOLUME =
            Shape.empty().with("nocopy", FLAG).notYet("labels", "subpath");
    private static final Shape TMPFS =
            Shape.empty().with("size", Values::bytes).with("mode", Mounts::mode);
    private static final Shape LONG =
            Shape.empty()
                    .with("type", Mounts::type)
                    .with("source", Reader.nonEmpty(Values::text))
                    .with("target", Values::text)
                    .with("read_only", FLAG)
                    .with("bind", BIND)
                    .with("volume", VOLUME)
                    .with("tmpfs", TMPFS)
                    .notYet("consistency", "image");

    private final Path projectFolder;

    Mounts(Path projectFolder) {
        this.projectFolder = projectFolder;
    }

    @Override
    public JsonNode read(Field field) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (var item : field.items()) {
            var mount = item.isMapping() ? LONG.read(item) : shortForm(item);
            if (mount != null) {
                all.add(finished(item, mount));
            }
        }
        return all;
    }

    private static @Nullable ObjectNode shortForm(Field item) {
        var text = item.text();
        try {
            return text == null ? null : ShortMount.parse(item, text);
        } catch (IllegalArgumentException e) {
            item.wrong(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private ObjectNode finished(Field item, ObjectNode mount) {
        var type = mount.path("type").asText();
        var target = mount.path("target").asText();
        if (target.isEmpty() || (item.isMapping() && item.child("type") == null)) {
            item.wrong("needs a type and a target");
            return mount;
        }
        mount.set("target", TextNode.valueOf(cleanTarget(item, target)));
        if (mount.path("bind") instanceof ObjectNode bind) {
            mount.set("bind", BIND.ordered(bind));
        }
        if (type.equals("bind")) {
            mount.set("source", TextNode.valueOf(source(item, mount.path("source").asText())));
        }
        return mount;
    }

    private static String cleanTarget(Field item, String target) {
        if (!target.startsWith("/") || target.indexOf('\0') >= 0) {
            item.wrong("the target " + target + " is not an absolute path");
        }
        return UnixPath.clean(target);
    }

    private String source(Field item, String source) {
        if (source.isEmpty() || source.indexOf('\0') >= 0) {
            item.wrong("a bind mount needs a source");
        }
        // Whose home? The agent's is nobody's.
        if (source.startsWith("~")) {
            item.wrong("~ is not supported: write the absolute path");
        }
        return source.startsWith("/") ? source : UnixPath.resolve(projectFolder.toString(), source);
    }

    private static @Nullable JsonNode type(Field field) {
        var type = field.text();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "bind", "volume", "tmpfs" -> TextNode.valueOf(type);
            case "npipe", "cluster", "image" -> {
                field.wrong("the type " + type + " is not supported yet");
                yield null;
            }
            default -> {
                field.wrong("must be bind, volume or tmpfs");
                yield null;
            }
        };
    }

    private static @Nullable JsonNode mode(Field field) {
        var value = field.scalar();
        if (value == null || !value.isLong()) {
            field.wrong("must be an octal number like 0755, without quotes");
            return null;
        }
        return LongNode.valueOf(value.longValue());
    }
}

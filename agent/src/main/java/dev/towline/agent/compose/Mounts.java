package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The mounts of a service; the short form becomes the long one, paths become absolute. Of two for
/// one place the later wins.
final class Mounts implements Reader {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Reader FLAG = Reader.nonEmpty(Values::flag);
    private static final Set<String> ON_LINUX = Set.of("bind", "volume", "tmpfs", "image");
    private static final Shape BIND =
            Shape.empty()
                    .withEach(TEXT, "selinux", "propagation")
                    .with("create_host_path", FLAG)
                    .with("recursive", TEXT);
    private static final Shape VOLUME =
            Shape.empty()
                    .with("labels", Reader.nonEmpty(Mappings::labels))
                    .with("nocopy", FLAG)
                    .with("subpath", TEXT);
    private static final Shape TMPFS =
            Shape.empty()
                    .with("size", Values::someBytes)
                    .with("mode", Reader.nonEmpty(Values::integer));
    private static final Shape LONG =
            Shape.empty()
                    .withEach(TEXT, "type", "source", "target")
                    .with("read_only", FLAG)
                    .with("consistency", TEXT)
                    .with("bind", BIND)
                    .with("volume", VOLUME)
                    .with("tmpfs", TMPFS)
                    .with("image", Shape.empty().with("subpath", TEXT));

    private final ProjectPaths paths;

    Mounts(ProjectPaths paths) {
        this.paths = paths;
    }

    @Override
    public JsonNode read(Field field) {
        return Lists.unique(Lists.each(field, this::mount), it -> it.path("target").asText());
    }

    private @Nullable ObjectNode mount(Field item) {
        var mount = item.isMapping() ? LONG.read(item) : shortForm(item);
        return mount == null ? null : LONG.ordered(finished(item, mount));
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
        if (!mount.has("target")) {
            item.wrong("has no target");
            return mount;
        }
        if (ON_LINUX.contains(mount.path("type").asText())) {
            mount.put("target", cleanTarget(item, mount.path("target").asText()));
        }
        if (mount.path("bind") instanceof ObjectNode bind) {
            mount.set("bind", BIND.ordered(bind));
        }
        if (mount.path("type").asText().equals("bind")) {
            mount.set("source", source(item, mount.path("source").asText()));
        }
        return mount;
    }

    private static String cleanTarget(Field item, String target) {
        if (!target.startsWith("/") || target.indexOf('\0') >= 0) {
            item.wrong("the target " + target + " is not an absolute path");
        }
        return UnixPath.clean(target);
    }

    private @Nullable JsonNode source(Field item, String source) {
        if (source.isEmpty()) {
            item.wrong("a bind mount needs a source");
            return null;
        }
        return paths.local(item, source);
    }
}

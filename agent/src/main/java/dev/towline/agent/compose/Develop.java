package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What `docker compose watch` would do; nothing else looks at it.
final class Develop implements Reader {
    private static final Reader TEXTS = Reader.nonEmpty(Lists::textOrTexts);

    private final Shape rule;
    private final Shape develop;

    Develop(ProjectPaths paths) {
        rule =
                Shape.empty()
                        .with("path", paths::local)
                        .withEach(Reader.nonEmpty(Values::text), "action", "target")
                        .with("exec", Hooks::hook)
                        .withEach(TEXTS, "include", "ignore")
                        .with("initial_sync", Reader.nonEmpty(Values::flag));
        develop = Shape.empty().with("watch", Reader.nonEmpty(it -> Lists.each(it, this::rule)));
    }

    @Override
    public @Nullable JsonNode read(Field field) {
        return develop.read(field);
    }

    private @Nullable ObjectNode rule(Field field) {
        var read = rule.read(field);
        if (read == null) {
            return null;
        }
        var action = read.path("action").asText();
        if (!action.equals("rebuild") && !action.equals("restart") && !read.has("target")) {
            field.wrong("the action " + action + " needs a target");
        }
        if (!read.has("exec")) {
            read.set("exec", JsonNodeFactory.instance.objectNode().putNull("command"));
        }
        return rule.ordered(read);
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/// Commands that are run in a container: after its start, before its stop, by a watch.
final class Hooks {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Shape HOOK =
            Shape.empty()
                    .with("command", Lists::command)
                    .with("user", TEXT)
                    .with("privileged", Reader.nonEmpty(Values::flag))
                    .with("working_dir", TEXT)
                    .with("environment", Reader.nonEmpty(Mappings::environment));

    private Hooks() {}

    static JsonNode read(Field field) {
        return Lists.each(field, Hooks::hook);
    }

    /// One hook; the canonical form always has its command.
    static JsonNode hook(Field field) {
        var hook = HOOK.read(field);
        if (hook == null) {
            return NullNode.instance;
        }
        if (!hook.has("command")) {
            hook.set("command", NullNode.instance);
        }
        return HOOK.ordered(hook);
    }
}

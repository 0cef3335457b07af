package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The configs or secrets that a service gets, and where it finds them. Of two for one place the
/// later wins.
final class Grants {
    private static final Reader TEXT = Reader.nonEmpty(Values::text);
    private static final Pattern WHOLE = Pattern.compile("[0-7]{1,12}|[0-9]{1,9}");
    private static final Shape GRANT =
            Shape.empty()
                    .withEach(TEXT, "source", "target", "uid", "gid")
                    .with("mode", Grants::mode);

    /// A config's target is only known when it is mounted.
    static final Reader OF_CONFIGS = Reader.nonEmpty(it -> read(it, ""));

    /// A secret has a target.
    static final Reader OF_SECRETS = Reader.nonEmpty(it -> read(it, "/run/secrets/"));

    private Grants() {}

    /// As a build has them: each as it is written.
    static JsonNode asWritten(Field field) {
        return Lists.each(field, Grants::grant);
    }

    private static JsonNode read(Field field, String folder) {
        var grants = Lists.each(field, it -> folder.isEmpty() ? grant(it) : placed(it, folder));
        return Lists.unique(grants, it -> place(it, folder));
    }

    private static String place(JsonNode grant, String folder) {
        return grant.path("target").asText(folder + "/" + grant.path("source").asText());
    }

    private static @Nullable ObjectNode placed(Field item, String folder) {
        var grant = grant(item);
        if (grant == null || item.child("target") != null) {
            return grant;
        }
        grant.put("target", folder + grant.path("source").asText());
        return GRANT.ordered(grant);
    }

    private static @Nullable ObjectNode grant(Field item) {
        return item.isMapping()
                ? GRANT.read(item)
                : JsonNodeFactory.instance.objectNode().set("source", Values.text(item));
    }

    // Octal in the canonical form; a text is octal already, a number is what YAML made of it.
    private static @Nullable JsonNode mode(Field field) {
        var value = field.scalar();
        var text = value == null ? "" : value.asText();
        if (!WHOLE.matcher(text).matches()) {
            field.wrong("must be an octal number like 0440");
            return null;
        }
        var mode = Long.parseLong(text, value instanceof TextNode ? 8 : 10);
        return TextNode.valueOf("0" + Long.toOctalString(mode));
    }
}

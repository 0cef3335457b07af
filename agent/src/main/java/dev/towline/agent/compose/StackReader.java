package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.agent.project.StackDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the stack descriptor: `towline.yml` of a commit, else the environment's default for
/// commits that have none, else the defaults of everything.
public final class StackReader {
    private static final String FILE = "towline.yml";
    private static final String DEFAULT = "the environment's default stack";
    private static final Set<Integer> BUSY = Set.of(75);

    private StackReader() {}

    /// The descriptor with every default filled in. The file wins as a whole; its keys are not
    /// mixed with the default's.
    ///
    /// @param yaml the text of `towline.yml`, or null where the commit has none
    /// @param environmentDefault the same block as the coordinator gave it, or null
    /// @throws ComposeException with everything that is wrong
    public static StackDescriptor read(@Nullable String yaml, @Nullable JsonNode environmentDefault)
            throws ComposeException {
        var tree = tree(yaml, environmentDefault);
        if (tree == null) {
            return descriptor(JsonNodeFactory.instance.objectNode());
        }
        var problems = new Problems();
        var stack = StackShape.all().read(new Field("", tree, problems));
        problems.check();
        return descriptor(stack == null ? JsonNodeFactory.instance.objectNode() : stack);
    }

    private static @Nullable Tree tree(@Nullable String yaml, @Nullable JsonNode environmentDefault)
            throws ComposeException {
        if (yaml != null) {
            return YamlReader.readIfAny(FILE, yaml);
        }
        return environmentDefault == null || environmentDefault.isNull()
                ? null
                : JsonTree.of(environmentDefault, new Place(DEFAULT, 0));
    }

    private static StackDescriptor descriptor(JsonNode stack) {
        return new StackDescriptor(
                compose(stack.path("compose")),
                texts(stack.path("variables")),
                each(stack.path("guard"), StackReader::guard),
                each(stack.path("hooks").path("before"), StackReader::hook),
                each(stack.path("hooks").path("after"), StackReader::hook),
                each(stack.path("health"), StackReader::health),
                duration(stack.path("stable"), Duration.ofSeconds(10)),
                each(stack.path("contract"), StackReader::contract),
                stack.path("rollback").asText("auto").equals("manual")
                        ? StackDescriptor.Rollback.MANUAL
                        : StackDescriptor.Rollback.AUTO);
    }

    private static StackDescriptor.ComposeFiles compose(JsonNode compose) {
        return new StackDescriptor.ComposeFiles(
                each(compose.path("files"), JsonNode::asText),
                compose.path("project").textValue(),
                each(compose.path("profiles"), JsonNode::asText));
    }

    private static StackDescriptor.Guard guard(JsonNode guard) {
        return new StackDescriptor.Guard(
                guard.path("service").asText(),
                each(guard.path("command"), JsonNode::asText),
                duration(guard.path("timeout"), Duration.ofSeconds(30)),
                guard.has("busy")
                        ? new HashSet<>(each(guard.path("busy"), JsonNode::asInt))
                        : BUSY);
    }

    private static StackDescriptor.Hook hook(JsonNode hook) {
        return new StackDescriptor.Hook(
                hook.path("service").asText(),
                each(hook.path("command"), JsonNode::asText),
                duration(hook.path("timeout"), Duration.ofMinutes(10)),
                hook.path("idempotent").asBoolean(false));
    }

    private static StackDescriptor.Health health(JsonNode health) {
        return new StackDescriptor.Health(
                health.path("url").asText(),
                duration(health.path("timeout"), Duration.ofSeconds(60)),
                texts(health.path("expect")));
    }

    private static StackDescriptor.Contract contract(JsonNode contract) {
        return new StackDescriptor.Contract(
                contract.path("service").asText(),
                each(contract.path("command"), JsonNode::asText),
                contract.path("report").textValue(),
                duration(contract.path("timeout"), Duration.ofMinutes(5)),
                contract.path("required").asBoolean(true));
    }

    private static Duration duration(JsonNode text, Duration otherwise) {
        return text.isTextual() ? Durations.parse(text.asText()) : otherwise;
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> read) {
        var all = new ArrayList<T>();
        list.forEach(it -> all.add(read.apply(it)));
        return all;
    }

    private static Map<String, String> texts(JsonNode object) {
        var all = new LinkedHashMap<String, String>();
        object.properties().forEach(it -> all.put(it.getKey(), it.getValue().asText()));
        return all;
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Resolves what a service takes from variables and files: `environment` over its env files, the
/// later over the earlier; `labels` over its label files. A key of `environment` without a value
/// takes the project's variable, if there is one; so does an argument of `build`.
final class ServiceEnvironment {
    private final ReleaseFiles files;
    private final Lookup variables;

    ServiceEnvironment(ReleaseFiles files, Lookup variables) {
        this.files = files;
        this.variables = variables;
    }

    /// Puts what is resolved in place of what was written; the files are not named any more.
    ///
    /// @throws ComposeException where a file breaks its grammar or cannot be read
    void resolve(Draft.Part part) throws ComposeException {
        var service = part.canonical();
        var own = own(service.path("environment"));
        var values = new LinkedHashMap<String, String>();
        own.forEach((key, it) -> {
            if (!it.isNull()) {
                values.put(key, it.asText());
            }
        });
        var lookup = variables.or(Map.copyOf(values)::get);
        read(part, "env_file", new Target(values, lookup));
        service.remove("env_file");
        put(service, "environment", merged(values, own));
        labels(part);
        if (service.path("build") instanceof ObjectNode build && build.has("args")) {
            var args = own(build.path("args"));
            args.values().removeIf(JsonNode::isNull);
            put(build, "args", args);
        }
    }

    private record Target(Map<String, String> values, Lookup lookup) {}

    // The files' names stay, unprinted: Compose hashes them with the rest of the service.
    private void labels(Draft.Part part) throws ComposeException {
        var values = new LinkedHashMap<String, String>();
        read(part, "label_file", new Target(values, _ -> null));
        var own = new TreeMap<String, JsonNode>();
        part.canonical()
                .path("labels")
                .properties()
                .forEach(it -> own.put(it.getKey(), it.getValue()));
        put(part.canonical(), "labels", merged(values, own));
    }

    private Map<String, JsonNode> own(JsonNode environment) {
        var own = new TreeMap<String, JsonNode>();
        environment
                .properties()
                .forEach(it -> {
                    var inherited = it.getValue().isNull() ? variables.value(it.getKey()) : null;
                    own.put(
                            it.getKey(),
                            inherited == null ? it.getValue() : TextNode.valueOf(inherited));
                });
        return own;
    }

    private void read(Draft.Part part, String attribute, Target target) throws ComposeException {
        var index = 0;
        for (var file : part.canonical().path(attribute)) {
            read(part, attribute + "[" + index++ + "]", file, target);
        }
    }

    private void read(Draft.Part part, String at, JsonNode file, Target target)
            throws ComposeException {
        var path = file.isTextual() ? file.asText() : file.path("path").asText();
        var text = path.isEmpty() ? null : files.trackedOrLocal(path);
        if (text == null) {
            missing(part, at, path, file.path("required").asBoolean(true));
        } else if (file.path("format").asText("").equals("raw")) {
            RawEnv.read(path, text, target.values(), target.lookup());
        } else {
            DotEnv.read(path, text, target.values(), target.lookup());
        }
    }

    private static void missing(Draft.Part part, String at, String path, boolean required) {
        if (required) {
            var field = part.field().child(at.substring(0, at.indexOf('[')));
            var place = field == null ? part.field() : field;
            place.problems()
                    .error(
                            place.tree().place(),
                            part.field().path() + "." + at,
                            path + " is neither in the release nor in the project folder");
        }
    }

    private static Map<String, JsonNode> merged(
            Map<String, String> values, Map<String, JsonNode> own) {
        var sorted = new TreeMap<String, JsonNode>();
        values.forEach((key, it) -> sorted.put(key, TextNode.valueOf(it)));
        sorted.putAll(own);
        return sorted;
    }

    private static void put(ObjectNode owner, String key, Map<String, JsonNode> values) {
        if (values.isEmpty()) {
            owner.remove(key);
        } else {
            owner.set(key, JsonNodeFactory.instance.objectNode().setAll(values));
        }
    }
}

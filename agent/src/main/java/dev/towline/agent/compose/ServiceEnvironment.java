package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Resolves what a service's container gets: `environment`, over its env files, the later over the
/// earlier. A key without a value takes the project's variable, if there is one.
final class ServiceEnvironment {
    private final ReleaseFiles files;
    private final Lookup variables;

    ServiceEnvironment(ReleaseFiles files, Lookup variables) {
        this.files = files;
        this.variables = variables;
    }

    /// Puts the resolved environment in place of `environment` and `env_file`.
    ///
    /// @throws ComposeException where an env file breaks its grammar or cannot be read
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
        var index = 0;
        for (var envFile : service.path("env_file")) {
            var path = "env_file[" + index++ + "]";
            read(part, path, envFile, new Target(values, lookup));
        }
        put(service, merged(values, own));
    }

    private record Target(Map<String, String> values, Lookup lookup) {}

    private Map<String, JsonNode> own(JsonNode environment) {
        var own = new LinkedHashMap<String, JsonNode>();
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

    private void read(Draft.Part part, String at, JsonNode envFile, Target target)
            throws ComposeException {
        var path = envFile.path("path").asText();
        var text = files.trackedOrLocal(path);
        if (text == null) {
            missing(part, at, path, envFile.path("required").asBoolean(true));
        } else if (envFile.path("format").asText("").equals("raw")) {
            RawEnv.read(path, text, target.values(), target.lookup());
        } else {
            DotEnv.read(path, text, target.values(), target.lookup());
        }
    }

    private static void missing(Draft.Part part, String at, String path, boolean required) {
        if (required) {
            var field = part.field().child("env_file");
            var place = field == null ? part.field() : field;
            place.problems()
                    .error(
                            place.tree().place(),
                            part.field().path() + "." + at,
                            path + " is neither in the release nor in the project folder");
        }
    }

    private static ObjectNode merged(Map<String, String> values, Map<String, JsonNode> own) {
        var sorted = new TreeMap<String, JsonNode>();
        values.forEach((key, it) -> sorted.put(key, TextNode.valueOf(it)));
        sorted.putAll(own);
        var object = JsonNodeFactory.instance.objectNode();
        object.setAll(sorted);
        return object;
    }

    private static void put(ObjectNode service, ObjectNode environment) {
        service.remove("env_file");
        if (environment.isEmpty()) {
            service.remove("environment");
        } else {
            service.set("environment", environment);
        }
    }
}

package dev.towline.agent.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a service depends on, because it says so or because it uses another one's container.
final class DependsOn {
    private static final Shape CONDITIONS =
            Shape.empty()
                    .with("condition", Values::text)
                    .with("restart", Reader.nonEmpty(Values::flag))
                    .with("required", Values::flag);
    private static final String SERVICE = "service:";
    private static final Pattern COLON = Pattern.compile(":");

    private DependsOn() {}

    /// A list of names becomes a mapping.
    static JsonNode read(Field field) {
        var all = Mappings.namesOrEach(field, CONDITIONS);
        for (var it : all.properties()) {
            if (!(it.getValue() instanceof ObjectNode stated)) {
                it.setValue(started(false));
            } else if (!stated.has("required")) {
                stated.put("required", true);
            }
        }
        return all;
    }

    /// Adds what the service's other attributes imply; what it says itself stays.
    static void imply(ObjectNode service) {
        var all = new TreeMap<String, JsonNode>();
        for (var link : service.path("links")) {
            all.put(linked(link.asText()), started(true));
        }
        for (var space : new String[] {"network_mode", "ipc", "pid", "uts", "cgroup"}) {
            var mode = service.path(space).asText();
            if (mode.startsWith(SERVICE)) {
                all.put(mode.substring(SERVICE.length()), started(true));
            }
        }
        for (var from : service.path("volumes_from")) {
            if (!from.asText().startsWith("container:")) {
                all.putIfAbsent(before(from.asText()), started(false));
            }
        }
        service.path("depends_on").properties().forEach(it -> all.put(it.getKey(), it.getValue()));
        if (!all.isEmpty()) {
            service.putObject("depends_on").setAll(all);
        }
    }

    // A text with more colons than SERVICE:ALIAS has is a name that no service has.
    private static String linked(String link) {
        return COLON.splitAsStream(link).count() > 2 ? link : before(link);
    }

    private static String before(String text) {
        return COLON.splitAsStream(text)
                .findFirst()
                .filter(Predicate.not(String::isEmpty))
                .orElse(text);
    }

    private static ObjectNode started(boolean restart) {
        var started = JsonNodeFactory.instance.objectNode().put("condition", "service_started");
        if (restart) {
            started.put("restart", true);
        }
        return started.put("required", true);
    }
}

package dev.towline.agent.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.docker.Rule.Keys;
import dev.towline.agent.project.DesiredProject;
import dev.towline.agent.project.NetworkSpec;
import dev.towline.agent.project.ServiceSpec;
import dev.towline.agent.project.VolumeSpec;
import java.util.ArrayList;
import java.util.List;

/// Which attributes of the canonical form an engine honours. Pure.
///
/// Each object of that form has the rules of its keys; a key without one is refused, unless it
/// starts with `x-` or says nothing. What is neither applied nor used before is named: silence is
/// the one forbidden answer.
public final class Attributes {
    private final EngineVersion engine;
    private final List<String> refused = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    private Attributes(EngineVersion engine) {
        this.engine = engine;
    }

    /// What was found, as `services.api.build: build and push the image, or set image`.
    ///
    /// @param refused what forbids to touch anything
    /// @param ignored what Compose takes without doing anything with it
    public record Review(List<String> refused, List<String> ignored) {
        public Review {
            refused = List.copyOf(refused);
            ignored = List.copyOf(ignored);
        }
    }

    /// Looks at a whole project.
    public static Review review(DesiredProject project, EngineVersion engine) {
        var found = new Attributes(engine);
        project.services().values().forEach(it -> found.service(project, it));
        project.networks().values().forEach(found::network);
        project.volumes().values().forEach(found::volume);
        project.configs()
                .forEach((key, it) ->
                        found.object("configs." + key, it.canonical(), VolumeRules.CONFIG));
        project.secrets()
                .forEach((key, it) ->
                        found.object("secrets." + key, it.canonical(), VolumeRules.SECRET));
        return new Review(found.refused, found.ignored);
    }

    static void requireSupported(
            DesiredProject project, ServiceSpec service, EngineVersion engine) {
        var found = new Attributes(engine);
        found.service(project, service);
        found.refuse();
    }

    static void requireSupported(NetworkSpec network, EngineVersion engine) {
        var found = new Attributes(engine);
        found.network(network);
        found.refuse();
    }

    static void requireSupported(VolumeSpec volume, EngineVersion engine) {
        var found = new Attributes(engine);
        found.volume(volume);
        found.refuse();
    }

    private void refuse() {
        if (!refused.isEmpty()) {
            throw new UnsupportedAttributeException(String.join("; ", refused));
        }
    }

    private void service(DesiredProject project, ServiceSpec service) {
        object("services." + service.name(), service.canonical(), ServiceRules.SERVICE);
        for (var objection : new Conflicts(project, service, engine).found()) {
            note(objection.path(), objection.rule());
        }
    }

    private void network(NetworkSpec network) {
        object("networks." + network.key(), network.canonical(), VolumeRules.NETWORK);
    }

    private void volume(VolumeSpec volume) {
        object("volumes." + volume.key(), volume.canonical(), VolumeRules.VOLUME);
    }

    private void object(String where, JsonNode object, Keys keys) {
        for (var entry : object.properties()) {
            if (!entry.getKey().startsWith("x-") && !saysNothing(entry.getValue())) {
                value(where + "." + entry.getKey(), entry.getValue(), rule(entry.getKey(), keys));
            }
        }
    }

    private static Rule rule(String key, Keys keys) {
        return keys.rules().getOrDefault(key, new Rule.Refused("it is not known"));
    }

    private void value(String where, JsonNode value, Rule rule) {
        switch (rule) {
            case Rule.Within it -> object(where, value, it.keys());
            case Rule.Each it -> each(where, value, it.keys());
            case Rule.Judged it -> value(where, value, it.judge().apply(value));
            case Rule.Applied _, Rule.UsedBefore _, Rule.Ignored _, Rule.Refused _, Rule.Since _ ->
                    note(where, rule);
        }
    }

    private void each(String where, JsonNode values, Keys keys) {
        if (values.isObject()) {
            values.properties()
                    .forEach(it -> object(where + "." + it.getKey(), it.getValue(), keys));
            return;
        }
        for (var index = 0; index < values.size(); index++) {
            object(where + "[" + index + "]", values.path(index), keys);
        }
    }

    private void note(String where, Rule rule) {
        switch (rule) {
            case Rule.Ignored it -> ignored.add(where + ": " + it.reason());
            case Rule.Refused it -> refused.add(where + ": " + it.reason());
            case Rule.Since it -> since(where, it.minor());
            case Rule.Applied _, Rule.UsedBefore _, Rule.Within _, Rule.Each _, Rule.Judged _ -> {}
        }
    }

    private void since(String where, int minor) {
        if (!engine.atLeast(minor)) {
            refused.add(where + ": needs API 1." + minor + ", the engine has " + engine.api());
        }
    }

    private static boolean saysNothing(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isContainerNode()
                        && value.valueStream().allMatch(Attributes::saysNothing));
    }
}

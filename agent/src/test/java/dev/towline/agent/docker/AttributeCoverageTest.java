package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.agent.docker.Rule.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// No attribute is passed over in silence: each of Compose's schema has a rule, and each that is
/// said to be applied stands in a project whose requests were compared with Compose's.
class AttributeCoverageTest {
    private static final Path RESOURCES = Path.of("src/test/resources/docker");
    private static final Map<String, Keys> TOP =
            Map.of(
                    "configs[]", VolumeRules.CONFIG,
                    "networks[]", VolumeRules.NETWORK,
                    "secrets[]", VolumeRules.SECRET,
                    "services[]", ServiceRules.SERVICE,
                    "volumes[]", VolumeRules.VOLUME);

    @Test
    void eachAttributeOfTheSchemaHasARule() throws IOException {
        var rules = new TreeMap<String, Rule>();
        TOP.forEach((path, keys) -> collect(path, keys, rules::put));

        var without =
                schema().stream()
                        .filter(path -> rules.keySet().stream().noneMatch(it -> covers(it, path)))
                        .toList();

        assertThat(schema()).hasSizeGreaterThan(200);
        assertThat(without).isEmpty();
    }

    @Test
    void eachAppliedAttributeWasComparedWithCompose() throws IOException {
        var applied = new HashSet<String>();
        TOP.forEach((path, keys) ->
                collect(
                        path,
                        keys,
                        (at, rule) -> {
                            if (rule instanceof Rule.Applied || rule instanceof Rule.Since) {
                                applied.add(at);
                            }
                        }));
        var compared = new HashSet<String>();
        Recording.all().forEach(it -> present(it.project(), compared));

        assertThat(applied).hasSizeGreaterThan(120);
        assertThat(compared).containsAll(applied);
    }

    @Test
    void thereIsNoRuleForWhatIsNoAttribute() throws IOException {
        var schema = schema();

        TOP.forEach((path, keys) ->
                collect(
                        path,
                        keys,
                        (at, _) -> assertThat(schema).as(at).anyMatch(it -> covers(at, it))));
    }

    private static List<String> schema() throws IOException {
        return Files.readAllLines(RESOURCES.resolve("attributes.txt"));
    }

    private static boolean covers(String rule, String path) {
        return path.equals(rule) || path.startsWith(rule + ".") || path.startsWith(rule + "[]");
    }

    private static void collect(String where, Keys keys, BiConsumer<String, Rule> found) {
        keys.rules()
                .forEach((key, rule) -> {
                    var path = where + "." + key;
                    switch (rule) {
                        case Rule.Within it -> collect(path, it.keys(), found);
                        case Rule.Each it -> collect(path + "[]", it.keys(), found);
                        case Rule.Applied _,
                                Rule.UsedBefore _,
                                Rule.Ignored _,
                                Rule.Refused _,
                                Rule.Since _,
                                Rule.Judged _ ->
                                found.accept(path, rule);
                    }
                });
    }

    private static void present(JsonNode project, Set<String> found) {
        TOP.forEach((path, keys) ->
                project.path(path.replace("[]", "")).forEach(it -> present(path, it, keys, found)));
    }

    private static void present(String where, JsonNode object, Keys keys, Set<String> found) {
        for (var entry : object.properties()) {
            var path = where + "." + entry.getKey();
            found.add(path);
            switch (keys.rules().get(entry.getKey())) {
                case Rule.Within it -> present(path, entry.getValue(), it.keys(), found);
                case Rule.Each it ->
                        entry.getValue()
                                .forEach(item -> present(path + "[]", item, it.keys(), found));
                case null, default -> {}
            }
        }
    }
}

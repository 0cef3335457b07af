package dev.towline.agent.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are Compose's own; `renew` beside them asks for them again.
class ConfigHashTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"plain", "resources", "networks", "newer"})
    void everyServiceHasTheHashOfCompose(String file) throws IOException {
        var hashes = new TreeMap<String, String>();

        project(file)
                .services()
                .forEach((name, it) -> hashes.put(name, ConfigHash.of(it, Map.of())));

        assertThat(hashes).isEqualTo(answers(file + ".2.40.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "resources", "networks"})
    void hashesOfAnOlderVersionAreKnownToo(String file) throws IOException {
        var project = project(file);
        var unknown = new ArrayList<String>();

        answers(file + ".2.26.1")
                .forEach((name, hash) -> {
                    var known = ConfigHash.ofAnyVersion(project.service(name), Map.of());
                    if (!known.contains(hash)) {
                        unknown.add(name);
                    }
                });

        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "resources", "networks"})
    void orderOfKeysInTheFileDoesNotMatter(String file) throws IOException {
        var hashes = new TreeMap<String, String>();

        DesiredProject.of(backwards(project(file).canonical()), "/srv/shop")
                .services()
                .forEach((name, it) -> hashes.put(name, ConfigHash.of(it, Map.of())));

        assertThat(hashes).isEqualTo(answers(file + ".2.40.3"));
    }

    private static DesiredProject project(String file) throws IOException {
        return DesiredProject.of(unescaped(JSON.readTree(resource(file + ".json"))), "/srv/shop");
    }

    private static Map<String, String> answers(String file) throws IOException {
        var answers = new TreeMap<String, String>();
        resource(file + ".txt")
                .lines()
                .forEach(it ->
                        answers.put(
                                it.substring(0, it.indexOf(' ')),
                                it.substring(it.indexOf(' ') + 1)));
        return answers;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ConfigHashTest.class.getResourceAsStream("/confighash/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // What Compose prints is meant to be read by it again.
    private static JsonNode unescaped(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.textValue().replace("$$", "$"));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(it -> it.setValue(unescaped(it.getValue())));
        }
        if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, unescaped(array.get(i)));
            }
        }
        return node;
    }

    private static JsonNode backwards(JsonNode node) {
        if (node.isObject()) {
            var turned = JSON.createObjectNode();
            new ArrayList<>(node.properties())
                    .reversed()
                    .forEach(it -> turned.set(it.getKey(), backwards(it.getValue())));
            return turned;
        }
        if (node.isArray()) {
            var turned = JSON.createArrayNode();
            node.forEach(it -> turned.add(backwards(it)));
            return turned;
        }
        return node;
    }

    /// The texts whose hashes these are come from Compose's own source.
    @Nested
    class OfNetworksAndVolumes {
        @Test
        void networkIsHashedAsItIs() {
            var network = new NetworkSpec("default", json("{\"ipam\":{},\"name\":\"p_default\"}"));

            assertThat(ConfigHash.of(network))
                    .isEqualTo(Digest.of("{\"name\":\"p_default\",\"ipam\":{}}"));
        }

        @Test
        void volumeHasADriver() {
            var volume = new VolumeSpec("data", json("{\"name\":\"p_data\"}"));

            assertThat(ConfigHash.of(volume))
                    .isEqualTo(Digest.of("{\"name\":\"p_data\",\"driver\":\"local\"}"));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

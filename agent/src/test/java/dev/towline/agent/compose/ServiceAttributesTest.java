package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every attribute that Compose has for a service is read to what Docker Compose 2.40.3 prints for
/// it.
final class ServiceAttributesTest {
    private static final Pattern ROW = Pattern.compile("(\\S+) \\| (.*) \\| (.*)");

    /// Read, but not in the canonical form under their own name: each has its own test below, or
    /// with the tests of files.
    private static final List<String> RESOLVED =
            List.of("env_file", "extends", "label_file", "pull_refresh_after");

    /// Of a later Compose.
    private static final List<String> UNKNOWN = List.of("pre_start");

    @TempDir Path folder;

    /// An attribute, a value for it, and what Docker Compose prints.
    record Row(String attribute, String yaml, String json) {
        @Override
        public String toString() {
            return attribute;
        }
    }

    static Stream<Row> rows() throws IOException {
        var table = ComposeCase.resource("/compose/service-attributes.txt");
        return Files.readAllLines(table).stream()
                .map(ROW::matcher)
                .filter(it -> it.matches())
                .map(it -> new Row(it.group(1), it.group(2), it.group(3)));
    }

    @Test
    void allOfThemAreHere() throws Exception {
        assertThat(rows().map(Row::attribute).distinct().count() + RESOLVED.size() + UNKNOWN.size())
                .isEqualTo(93);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areReadAsDockerComposeReadsThem(Row row) throws Exception {
        var service = load(row.attribute() + ": " + row.yaml());

        assertThat(service.path(row.attribute()))
                .hasToString(row.json().replace("/FOLDER", folder.toString()));
    }

    @Test
    void envFilesAreReadIntoTheEnvironment() throws Exception {
        Files.writeString(folder.resolve("my.env"), "A=b");

        var service = load("env_file: my.env");

        assertThat(service.path("environment")).hasToString("{\"A\":\"b\"}");
        assertThat(service.has("env_file")).isFalse();
    }

    @Test
    void labelFilesAreReadIntoTheLabelsWhichWin() throws Exception {
        Files.writeString(folder.resolve("one"), "A=1\nB=1\nC=1");
        Files.writeString(folder.resolve("two"), "B=2\nC=2");

        var service = load("label_file: [one, two]\n    labels: [C=own]");

        assertThat(service.path("labels")).hasToString("{\"A\":\"1\",\"B\":\"2\",\"C\":\"own\"}");
    }

    @Test
    void namesOfLabelFilesAreHashedButNotPrinted() throws Exception {
        Files.writeString(folder.resolve("one"), "A=1");

        var loaded = loaded("label_file: one");

        assertThat(loaded.project().service("a").canonical().path("label_file"))
                .hasToString("[\"" + folder.resolve("one") + "\"]");
        assertThat(ComposeForm.json(loaded)).doesNotContain("label_file");
    }

    @Test
    void refreshTimeIsSaidToHaveNoEffect() throws Exception {
        var loaded = loaded("pull_refresh_after: 24h");

        assertThat(loaded.warnings())
                .containsExactly(
                        "compose.yaml:3: services.a.pull_refresh_after: has no effect in Compose"
                                + " either: write pull_policy: every_N");
    }

    @Test
    void oneOfLaterComposeIsUnknown() {
        var refusal =
                catchThrowableOfType(
                        ComposeException.class, () -> load("pre_start: [{command: a}]"));

        assertThat(refusal)
                .hasMessage("compose.yaml:3: services.a.pre_start: not a Compose attribute");
    }

    private JsonNode load(String attribute) throws Exception {
        return loaded(attribute).project().service("a").canonical();
    }

    private LoadedProject loaded(String attribute) throws Exception {
        var image = attribute.startsWith("image") ? "x-none: 1" : "image: x";
        Files.writeString(
                folder.resolve("compose.yaml"),
                """
                services:
                  a:
                    %s
                    %s
                  other: {image: x}
                networks: {net: }
                volumes: {data: }
                configs: {text: {content: hello}, file: {file: ./f}}
                secrets: {password: {file: ./f}}
                models: {llm: {model: m}}
                """
                        .formatted(attribute, image));
        return ComposeLoader.load(
                new ComposeRequest(
                        folder, folder, List.of(), "p", List.of("on"), Map.of(), List.of()));
    }
}

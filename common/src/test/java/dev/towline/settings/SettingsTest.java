package dev.towline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void placeFile() {
        file = folder.resolve("agent.yml");
    }

    @Test
    void readsEveryType() throws Exception {
        var settings =
                settings(
                        """
                        text: no
                        path: /srv/../srv/app
                        uri: https://host:1/x
                        duration: 1m30s
                        flag: true
                        list: [a, 7]
                        absent:
                        """,
                        Map.of());

        assertThat(settings.text("text")).contains("no");
        assertThat(settings.absolutePath("path")).contains(Path.of("/srv/app"));
        assertThat(settings.uri("uri")).contains(URI.create("https://host:1/x"));
        assertThat(settings.duration("duration")).contains(Duration.ofSeconds(90));
        assertThat(settings.flag("flag")).contains(true);
        assertThat(settings.list("list")).containsExactly("a", "7");
        assertThat(settings.text("absent")).isEmpty();
        settings.finish();
    }

    @Test
    void letsTheEnvironmentOverrideTheFile() throws Exception {
        var settings =
                settings(
                        """
                        dockerConfig: /from/file
                        environments:
                          my-staging: { envFile: /from/file }
                        """,
                        Map.of(
                                "TOWLINE_DOCKER_CONFIG", "/from/variable",
                                "TOWLINE_ENVIRONMENTS_MY_STAGING_ENV_FILE", "/inner",
                                "TOWLINE_FILES", "a, b"));

        assertThat(settings.absolutePath("dockerConfig")).contains(Path.of("/from/variable"));
        assertThat(settings.sections("environments").get("my-staging").absolutePath("envFile"))
                .contains(Path.of("/inner"));
        assertThat(settings.list("files")).isEqualTo(List.of("a", "b"));
        settings.finish();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() throws Exception {
        var settings =
                settings(
                        """
                        path: relative/path
                        uri: [not, one]
                        duration: 0s
                        twice: 1
                        twice: 2
                        section: text
                        sections:
                          one: { name: a, nmae: b }
                        """,
                        Map.of("TOWLINE_FLAG", "yes"));
        settings.absolutePath("path");
        settings.uri("uri");
        settings.duration("duration");
        settings.text("twice");
        settings.flag("flag");
        settings.section("section").text("x");
        settings.sections("sections").values().forEach(it -> it.text("name"));
        settings.require("wanted");
        settings.wrong("twice", "must not be 2");

        assertThatThrownBy(settings::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        """
                        could not use the settings FILE:
                          TOWLINE_FLAG: must be true or false
                          FILE: wanted is missing
                          FILE:1: path must be an absolute path
                          FILE:2: uri must be a URI with a scheme
                          FILE:3: duration must be a duration, as 250ms, 60s, 10m or 1h30m
                          FILE:5: twice stands here for the second time
                          FILE:5: twice must not be 2
                          FILE:6: section must be a section of keys and values
                          FILE:8: sections.one.nmae is unknown; known are name\
                        """
                                .replace("FILE", file.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'a: ['                | :1: not YAML: expected the node content
                    'a: *b'               | :1: not YAML: found undefined alias b
                    '- a'                 | :1: not a mapping of keys to values
                    """)
    void refusesAFileThatIsNoMapping(String text, String problem) throws IOException {
        Files.writeString(file, text);

        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + problem);
    }

    @Test
    void refusesAFileWithoutEndOfNesting() throws IOException {
        Files.writeString(file, "[".repeat(100_000));

        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void refusesAFileThatIsTooLargeOrNotThere() throws IOException {
        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("could not read the file");

        Files.writeString(file, "#".repeat(300_000));
        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("larger than 262144 bytes");
    }

    @Test
    void takesAnEmptyFileForOneWithoutSettings() throws Exception {
        var settings = settings("# nothing yet\n", Map.of("TOWLINE_TEXT", "x"));

        assertThat(settings.text("text")).contains("x");
        settings.finish();
    }

    private Settings settings(String text, Map<String, String> variables)
            throws IOException, SettingsException {
        Files.writeString(file, text);
        return Settings.read(file, variables);
    }
}

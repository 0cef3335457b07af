package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `!reset` and `!override` take away. What is expected was taken from Docker Compose 2.40.3.
final class ResetsTest {
    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    command     | [a]          | !reset null         | null
                    user        | u            | !reset x            | ``
                    user        | u            | !override v         | "v"
                    scale       | 1            | !override 2         | 2
                    environment | {A: 1, B: 2} | {A: !reset null}    | {"B":"2"}
                    environment | {A: 1}       | !override {B: 2}    | {"B":"2"}
                    environment | [A=1]        | !override [B=2]     | {"B":"2"}
                    environment | [A=1, B=2]   | {A: !reset null}    | {"A":"1","B":"2"}
                    expose      | ["1", "2"]   | [!reset "1", "3"]   | ["1","2","3"]
                    """)
    void forgetsWhatIsMarked(String name, String first, String second, String expected)
            throws Exception {
        var base = "services: {a: {image: x, %s: %s}}".formatted(name, first);
        var over = "services: {a: {%s: %s}}".formatted(name, second);

        assertThat(files.merged(base, over, name)).isEqualTo(expected);
    }

    @Test
    void takesADependencyOutOfAList() throws Exception {
        var base = "services: {a: {image: x, depends_on: [b, c]}, b: {image: y}, c: {image: z}}";

        var merged =
                files.merged(base, "services: {a: {depends_on: {b: !reset null}}}", "depends_on");

        assertThat(merged)
                .isEqualTo("{\"c\":{\"condition\":\"service_started\",\"required\":true}}");
    }

    @Test
    void takesAWholeServiceAway() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x}, b: {image: y}}
                ---
                services: {b: !reset {}}
                """);

        assertThat(files.load().project().services()).containsOnlyKeys("a");
    }

    @Test
    void countsWhereAnAnchorWithTheMarkIsMerged() throws Exception {
        var merged =
                files.merged(
                        "services: {a: {image: x, environment: {A: 1}}}",
                        """
                        x-over: &over {environment: !override {B: 2}}
                        services: {a: {<<: *over}}
                        """,
                        "environment");

        assertThat(merged).isEqualTo("{\"B\":\"2\"}");
    }

    @Test
    void countsForAnAliasOfTheMarkItself() throws Exception {
        var merged =
                files.merged(
                        "services: {a: {image: x, user: u, expose: ['1']}}",
                        "services: {a: {user: &gone !reset null, expose: *gone}}",
                        "expose");

        assertThat(merged).isEmpty();
    }

    @Test
    void doesNotCountWhereTheAnchorAroundTheMarkWasReadBefore() throws Exception {
        var merged =
                files.merged(
                        "services: {a: {image: x, expose: ['1']}}",
                        """
                        x-none: &none {expose: !reset []}
                        services: {a: {<<: *none}}
                        """,
                        "expose");

        assertThat(merged).isEqualTo("[\"1\"]");
    }

    @Test
    void warnsOfATagThatIsAlmostOne() throws Exception {
        files.with("compose.yaml", "services:\n  a:\n    image: x\n    ports: !rest []\n");

        assertThat(files.load().warnings())
                .containsExactly("compose.yaml:4: the tag !rest has no effect");
    }
}

package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How two documents become one. What is expected was taken from Docker Compose 2.40.3.
final class MergeTest {
    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    /// The attribute of one service in two documents, and what comes of it.
    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    user         | one                        | two                         | "two"
                    user         | one                        | null                        | "one"
                    command      | [a, b]                     | [c]                         | ["c"]
                    command      | a                          | null                        | null
                    entrypoint   | [a, b]                     | c d                         | ["c","d"]
                    environment  | {A: 1, B: 1.50, C: }       | [A=2, D]                    | {"A":"2","B":"1.5","C":null,"D":null}
                    environment  | [A=1, B]                   | {B: true}                   | {"A":"1","B":"true"}
                    labels       | {a: b, c: d}               | [c=e, f]                    | {"a":"b","c":"e","f":""}
                    cap_add      | [A, B]                     | [B, C]                      | ["A","B","C"]
                    cap_drop     | [A]                        | [A]                         | ["A"]
                    expose       | [80, "81"]                 | ["80", 82]                  | ["80","81","82"]
                    tmpfs        | /a                         | [/b, /a]                    | ["/a","/b"]
                    security_opt | [a]                        | [b]                         | ["a","b"]
                    extra_hosts  | {h: 1.1.1.1}               | ["h=2.2.2.2", "h=1.1.1.1"]  | ["h=1.1.1.1","h=2.2.2.2"]
                    healthcheck  | {test: [CMD, x], retries: 2} | {test: y, interval: 1s}   | {"test":["CMD-SHELL","y"],"interval":"1s","retries":2}
                    logging      | {driver: d, options: {a: b}} | {driver: d, options: {c: d}} | {"driver":"d","options":{"a":"b","c":"d"}}
                    logging      | {driver: d, options: {a: b}} | {options: {c: d}}          | {"driver":"d","options":{"a":"b","c":"d"}}
                    logging      | {driver: d, options: {a: b}} | {driver: e, options: {c: d}} | {"driver":"e","options":{"c":"d"}}
                    """)
    void mergesAnAttribute(String name, String first, String second, String expected)
            throws Exception {
        var base = "services: {a: {image: x, %s: %s}}".formatted(name, first);
        var over = "services: {a: {%s: %s}}".formatted(name, second);

        assertThat(files.merged(base, over, name)).isEqualTo(expected);
    }

    @Test
    void givesADependencyOfTheListItsDefaultConditionAgain() throws Exception {
        var base =
                """
                services:
                  a: {image: x, depends_on: {b: {condition: service_healthy, restart: true}}}
                  b: {image: y, healthcheck: {test: x}}
                """;

        var merged = files.merged(base, "services: {a: {depends_on: [b]}}", "depends_on");

        assertThat(merged)
                .isEqualTo(
                        "{\"b\":{\"condition\":\"service_started\",\"restart\":true,\"required\":true}}");
    }

    @Test
    void mergesAListOfNetworksWithAMappingOfThem() throws Exception {
        var base =
                """
                services: {a: {image: x, networks: [n]}}
                networks: {n: , m: }
                """;
        var over = "services: {a: {networks: {m: , n: {aliases: [z]}}}}";

        assertThat(files.merged(base, over, "networks"))
                .isEqualTo("{\"m\":null,\"n\":{\"aliases\":[\"z\"]}}");
    }

    @Test
    void mergesAddressPoolsOfOneSubnet() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, networks: [n]}}
                networks: {n: {ipam: {config: [{subnet: 10.1.0.0/16, gateway: 10.1.0.1}]}}}
                ---
                networks: {n: {ipam: {config: [{subnet: 10.1.0.0/16, gateway: 10.1.0.2}]}}}
                """);

        assertThat(files.load().project().canonical().at("/networks/n/ipam/config"))
                .hasToString("[{\"subnet\":\"10.1.0.0/16\",\"gateway\":\"10.1.0.2\"}]");
    }

    @Test
    void refusesToMergeAListWithAMappingAndNamesBothPlaces() {
        files.with(
                "compose.yaml",
                """
                services:
                  a:
                    image: x
                    ports: ["1:1"]
                ---
                services:
                  a:
                    ports: {a: b}
                """);

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        "compose.yaml:8: services.a.ports: must be a list, as in compose.yaml:4");
    }

    @Test
    void takesTheOldFormOfExternalForTheNewOne() throws Exception {
        files.with(
                "compose.yaml",
                """
                services: {a: {image: x, networks: [n]}}
                networks: {n: {external: {name: foo}}}
                ---
                networks: {n: {external: true}}
                """);

        assertThat(files.load().project().canonical().at("/networks/n"))
                .hasToString("{\"name\":\"foo\",\"ipam\":{},\"external\":true}");
    }

    @Test
    void resolvesPathsOfEveryFileInTheFirstFilesFolder() throws Exception {
        files.with("a.yaml", "services: {a: {image: x, volumes: ['./one:/one']}}")
                .with("sub/b.yaml", "services: {a: {volumes: ['./two:/two']}}");

        var mounts = files.service("a", "a.yaml", "sub/b.yaml").path("volumes");

        assertThat(mounts.findValuesAsText("source"))
                .containsExactly(temporary + "/one", temporary + "/two");
    }

    @Test
    void refusesWhatIsWrongAlsoWhereALaterDocumentTakesItAway() {
        files.with(
                "compose.yaml",
                "services: {a: {image: x, foo: 1}}\n---\nservices: {a: {foo: !reset null}}\n");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageStartingWith("compose.yaml:1: services.a.foo: ");
    }

    @Test
    void knowsAnAnchorOfAnEarlierDocument() throws Exception {
        var merged =
                files.merged(
                        "x-user: &user u\nservices: {a: {image: x}}",
                        "services: {a: {user: *user}}",
                        "user");

        assertThat(merged).isEqualTo("\"u\"");
    }

    @Test
    void namesTheFileAndLineThatAWrongValueCameFrom() {
        files.with("a.yaml", "services: {a: {image: x}}")
                .with("b.yaml", "services:\n  a:\n    stop_grace_period: soon\n");

        assertThatThrownBy(() -> files.load("a.yaml", "b.yaml"))
                .isInstanceOf(ComposeException.class)
                .hasMessageStartingWith("b.yaml:3: services.a.stop_grace_period: ");
    }
}

package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a service becomes what it extends. What is expected was taken from Docker Compose 2.40.3.
final class ExtendsTest {
    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @Nested
    class WithinOneFile {
        @Test
        void laysAServiceOverTheOneThatItExtends() throws Exception {
            files.with(
                    "compose.yaml",
                    """
                    services:
                      a: {extends: b, environment: {A: 2}, command: [a]}
                      b: {image: x, environment: {A: 1, B: 1}, command: [b, c]}
                    """);

            var service = files.service("a");

            assertThat(service.path("image").asText()).isEqualTo("x");
            assertThat(service.path("environment")).hasToString("{\"A\":\"2\",\"B\":\"1\"}");
            assertThat(service.path("command")).hasToString("[\"a\"]");
        }

        @Test
        void followsAChain() throws Exception {
            files.with(
                    "compose.yaml",
                    """
                    services:
                      a: {extends: {service: b}, user: a}
                      b: {extends: c, hostname: b}
                      c: {image: x, user: c}
                    """);

            var service = files.service("a");

            assertThat(service.path("user").asText()).isEqualTo("a");
            assertThat(service.path("hostname").asText()).isEqualTo("b");
            assertThat(service.path("image").asText()).isEqualTo("x");
        }

        @Test
        void inheritsDependenciesAndNetworks() throws Exception {
            files.with(
                    "compose.yaml",
                    """
                    services:
                      a: {extends: b}
                      b: {image: x, depends_on: [c], networks: [n]}
                      c: {image: x}
                    networks: {n: }
                    """);

            var service = files.service("a");

            assertThat(service.path("depends_on").has("c")).isTrue();
            assertThat(service.path("networks")).hasToString("{\"n\":null}");
        }

        @Test
        void forgetsWhatTheServiceMarksInTheOneThatItExtends() throws Exception {
            files.with(
                    "compose.yaml",
                    """
                    services:
                      a: {extends: b, expose: !reset [], environment: !override {Z: 1}}
                      b: {image: x, expose: ["1"], environment: {A: 1}}
                    """);

            assertThat(files.attribute("expose")).isEmpty();
            assertThat(files.attribute("environment")).isEqualTo("{\"Z\":\"1\"}");
        }

        @Test
        void isDoneBeforeALaterFileOverridesTheBase() throws Exception {
            files.with("compose.yaml", "services: {a: {extends: b}, b: {image: x, user: one}}")
                    .with("compose.override.yaml", "services: {b: {user: two}}");

            assertThat(files.attribute("user")).isEqualTo("\"one\"");
        }

        @Test
        void refusesACircleAndShowsIt() {
            files.with("compose.yaml", "services: {a: {extends: b}, b: {extends: a}}");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessageStartingWith("compose.yaml:1: services.a.extends: goes in a circle")
                    .hasMessageEndingWith(
                            "a in compose.yaml -> b in compose.yaml -> a in compose.yaml");
        }

        @Test
        void refusesAServiceThatOnlyAnotherDocumentHas() {
            files.with(
                    "compose.yaml",
                    "services: {a: {image: x}}\n---\nservices: {b: {extends: a}}\n");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessage("compose.yaml:3: services.b.extends: there is no service a");
        }

        @Test
        void warnsOfAKeyWithoutEffect() throws Exception {
            files.with(
                    "compose.yaml",
                    "services: {a: {extends: {service: b, from: c}}, b: {image: x}}");

            assertThat(files.load().warnings())
                    .containsExactly("compose.yaml:1: services.a.extends.from: has no effect");
        }
    }

    @Nested
    class FromAnotherFile {
        @Test
        void takesItsPathsForThoseOfItsOwnFolder() throws Exception {
            files.with(
                            "compose.yaml",
                            """
                            services:
                              a: {extends: {file: sub/b.yaml, service: b}, volumes: ["./m:/m"]}
                            """)
                    .with(
                            "sub/b.yaml",
                            """
                            services:
                              b:
                                image: x
                                env_file: b.env
                                volumes:
                                  - ./short:/short:ro
                                  - ../up:/up
                                  - {type: bind, source: long, target: /long}
                                  - /abs:/abs
                                  - named:/named
                            """)
                    .with("sub/b.env", "FROM=sub")
                    .with("compose.override.yaml", "volumes: {named: }");

            var service = files.service("a");

            assertThat(service.path("volumes").findValuesAsText("source"))
                    .containsExactly(
                            temporary + "/sub/short",
                            temporary + "/up",
                            temporary + "/sub/long",
                            "/abs",
                            "named",
                            temporary + "/m");
            assertThat(service.path("environment")).hasToString("{\"FROM\":\"sub\"}");
        }

        @Test
        void takesAThirdFileFromTheFolderOfTheSecond() throws Exception {
            files.with("compose.yaml", "services: {a: {extends: {file: 1/b.yaml, service: b}}}")
                    .with("1/b.yaml", "services: {b: {extends: {file: 2/c.yaml, service: c}}}")
                    .with("1/2/c.yaml", "services: {c: {image: x, volumes: ['./c:/c']}}");

            assertThat(files.service("a").path("volumes").findValuesAsText("source"))
                    .containsExactly(temporary + "/1/2/c");
        }

        @Test
        void fillsInItsVariables() throws Exception {
            files.with("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}")
                    .with("b.yaml", "services: {b: {image: 'x:$TAG'}}")
                    .with(".env", "TAG=1");

            assertThat(files.attribute("image")).isEqualTo("\"x:1\"");
        }

        @Test
        void doesNotLookAtItsIncludes() throws Exception {
            files.with("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}")
                    .with("b.yaml", "include: [nowhere.yaml]\nservices: {b: {image: x}}");

            assertThat(files.attribute("image")).isEqualTo("\"x\"");
        }

        @Test
        void refusesACircleThroughFiles() {
            files.with("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}")
                    .with("b.yaml", "services: {b: {extends: {file: compose.yaml, service: a}}}");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessageEndingWith("a in compose.yaml -> b in b.yaml -> a in compose.yaml");
        }

        @Test
        void refusesAMissingFileAndAMissingService() {
            files.with("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessage(
                            "compose.yaml:1: services.a.extends.file: there is no Compose file"
                                    + " b.yaml");

            files.with("b.yaml", "services: {c: {image: x}}");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessage(
                            "compose.yaml:1: services.a.extends: there is no service b in b.yaml");
        }

        @Test
        void refusesARemoteFileByName() {
            files.with(
                    "compose.yaml",
                    "services: {a: {extends: {file: 'https://host/b.yaml', service: b}}}");

            assertThatThrownBy(files::load)
                    .isInstanceOf(ComposeException.class)
                    .hasMessage(
                            "compose.yaml:1: services.a.extends.file: https://host/b.yaml is remote:"
                                    + " only local files are supported");
        }
    }
}

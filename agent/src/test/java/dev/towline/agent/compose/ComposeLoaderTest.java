package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComposeLoaderTest {
    @TempDir Path folder;
    private Path release;
    private Path project;

    @BeforeEach
    void makeFolders() throws IOException {
        release = Files.createDirectories(folder.resolve("release"));
        project = Files.createDirectories(folder.resolve("project"));
    }

    @Nested
    class WhichVariablesCount {
        @Test
        void letsTheRequestsVariablesWinOverTheDotEnv() throws Exception {
            write(release, "compose.yaml", "services: {a: {image: 'x:${TAG}'}}");
            write(project, ".env", "TAG=old");

            var loaded = load(Map.of("TAG", "new"));

            assertThat(loaded.project().service("a").image()).isEqualTo("x:new");
        }

        @Test
        void neverTakesAVariableOfItsOwnProcess() throws Exception {
            assertThat(System.getenv()).containsKey("PATH");
            write(
                    release,
                    "compose.yaml",
                    "services: {a: {image: 'x:${PATH:-none}', environment: [PATH]}}");

            var service = load(Map.of()).project().service("a");

            assertThat(service.image()).isEqualTo("x:none");
            assertThat(service.canonical().path("environment")).hasToString("{\"PATH\":null}");
        }

        @Test
        void warnsOfEachUnsetVariableOnce() throws Exception {
            write(release, "compose.yaml", "services: {a: {image: 'x${NO}${NO}', user: '$NO'}}");

            assertThat(load(Map.of()).warnings())
                    .containsExactly(
                            "compose.yaml:1: services.a.image: the variable NO is not set; an empty"
                                    + " text stands for it",
                            "compose.yaml:1: services.a.user: the variable NO is not set; an empty"
                                    + " text stands for it");
        }

        @Test
        void doesNotShowTheVariablesOfARequest() {
            var request =
                    new ComposeRequest(
                            release,
                            project,
                            List.of(),
                            null,
                            List.of(),
                            Map.of("PASSWORD", "hunter2"),
                            List.of());

            assertThat(request.toString()).doesNotContain("hunter2");
        }
    }

    @Nested
    class HowTheProjectIsCalled {
        @Test
        void takesTheLastNameInTheFiles() throws Exception {
            write(release, "compose.yaml", "{name: one, services: {a: {image: x}}}");
            write(release, "compose.override.yaml", "name: two${N:-}\n---\nname: ''\n");

            assertThat(load(Map.of("N", "-n")).project().name()).isEqualTo("two-n");
        }

        @Test
        void takesTheRequestsNameBeforeAllOthers() throws Exception {
            write(release, "compose.yaml", "{name: in-file, services: {a: {image: x}}}");
            write(project, ".env", "COMPOSE_PROJECT_NAME=in-env");

            var loaded =
                    ComposeLoader.load(
                            new ComposeRequest(
                                    release,
                                    project,
                                    List.of("compose.yaml"),
                                    "told",
                                    List.of(),
                                    Map.of(),
                                    List.of()));

            assertThat(loaded.project().name()).isEqualTo("told");
        }

        @Test
        void takesTheProjectFoldersNameAtLast() throws Exception {
            write(release, "compose.yaml", "services: {a: {image: x}}");

            assertThat(load(Map.of()).project().name()).isEqualTo("project");
        }
    }

    @Test
    void runsNothingWhereNoServiceIsSwitchedOn() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: x, profiles: [p]}}");

        var loaded = load(Map.of());

        assertThat(loaded.project().services()).isEmpty();
        assertThatThrownBy(loaded::runnable)
                .isInstanceOf(ComposeException.class)
                .hasMessage("no service is left with the profiles that are switched on");
    }

    @Test
    void refusesATextThatIsNoNumberAlsoWhereItIsOverridden() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: x, scale: two}}");
        write(release, "compose.override.yaml", "services: {a: {scale: 2}}");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ComposeException.class)
                .hasMessage("compose.yaml:1: services.a.scale: must be a whole number");
    }

    @Test
    void countsContainersByScaleOrReplicas() throws Exception {
        write(
                release,
                "compose.yaml",
                """
                services:
                  one: {image: x}
                  two: {image: x, scale: 2}
                  three: {image: x, deploy: {replicas: 3}}
                """);

        var project = load(Map.of()).project();

        assertThat(project.service("one").scale()).isEqualTo(1);
        assertThat(project.service("two").scale()).isEqualTo(2);
        assertThat(project.service("three").scale()).isEqualTo(3);
    }

    @Test
    void seesThatAHealthcheckIsSwitchedOff() throws Exception {
        write(
                release,
                "compose.yaml",
                """
                services:
                  on: {image: x, healthcheck: {test: a}}
                  off: {image: x, healthcheck: {test: a, disable: true}}
                  none: {image: x, healthcheck: {test: [NONE]}}
                """);

        var project = load(Map.of()).project();

        assertThat(project.service("on").hasHealthcheck()).isTrue();
        assertThat(project.service("off").hasHealthcheck()).isFalse();
        assertThat(project.service("none").hasHealthcheck()).isFalse();
    }

    @Test
    void refusesAFileAboveOneMebibyte() throws Exception {
        write(release, "compose.yaml", "#" + "x".repeat(1 << 20));

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("it is larger than 1048576 bytes");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws Exception {
        Files.write(release.resolve("compose.yaml"), new byte[] {'a', (byte) 0xFF});

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("it is not UTF-8");
    }

    @Test
    void printsYamlThatLoadsToTheSameProject() throws Exception {
        write(
                release,
                "compose.yaml",
                """
                name: p
                services:
                  a:
                    image: x
                    command: [yes, "0777", "22:22", "1e3", "$$HOME", "", "null", "2024-01-01"]
                    environment: {A: "010", B: , C: "a: b # c"}
                    ports: ["127.0.0.1:80:80"]
                    volumes: ["data:/d:ro", "./x:/x"]
                volumes: {data: }
                """);
        var first = load(Map.of());

        write(release, "compose.yaml", ComposeForm.yaml(first));

        assertThat(load(Map.of()).project()).isEqualTo(first.project());
    }

    private LoadedProject load(Map<String, String> variables) throws ComposeException {
        return ComposeLoader.load(
                new ComposeRequest(
                        release, project, List.of(), null, List.of(), variables, List.of()));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

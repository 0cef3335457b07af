package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How other projects become part of one. What is expected was taken from Docker Compose 2.40.3.
final class IncludeTest {
    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @Test
    void takesPathsAndVariablesFromTheIncludedProjectsFolder() throws Exception {
        files.with("compose.yaml", "include: [sub/c.yaml]")
                .with(
                        "sub/c.yaml",
                        """
                        services:
                          a: {image: "x:$TAG$MORE", volumes: ["./d:/d"], env_file: e.env}
                        """)
                .with("sub/.env", "TAG=sub\nMORE=-more")
                .with("sub/e.env", "E=1")
                .with(".env", "TAG=top");

        assertThat(files.attribute("image")).isEqualTo("\"x:top-more\"");
        assertThat(files.attribute("volumes")).contains("\"source\":\"@/sub/d\"");
        assertThat(files.attribute("environment")).isEqualTo("{\"E\":\"1\"}");
    }

    @Test
    void mergesAListOfPathsWithAFolderAndEnvFilesOfItsOwn() throws Exception {
        files.with(
                        "compose.yaml",
                        """
                        include:
                          - path: [sub/c.yaml, sub/d.yaml]
                            project_directory: pd
                            env_file: [one.env, two.env]
                        """)
                .with("sub/c.yaml", "services: {a: {image: 'x:$TAG$ONE', volumes: ['./c:/c']}}")
                .with("sub/d.yaml", "services: {a: {user: u, volumes: ['./d:/d']}}")
                .with("pd/.env", "TAG=no")
                .with("one.env", "TAG=one\nONE=1")
                .with("two.env", "TAG=two");

        assertThat(files.attribute("image")).isEqualTo("\"x:two1\"");
        assertThat(files.attribute("user")).isEqualTo("\"u\"");
        assertThat(files.service("a").path("volumes").findValuesAsText("source"))
                .containsExactly(temporary + "/pd/c", temporary + "/pd/d");
    }

    @Test
    void includesWhatIsIncluded() throws Exception {
        files.with("compose.yaml", "include: [one/b.yaml]")
                .with("one/b.yaml", "include: [two/c.yaml]\nservices: {b: {image: x}}")
                .with("one/two/c.yaml", "services: {a: {image: y, volumes: ['./d:/d']}}");

        assertThat(files.load().project().services()).containsOnlyKeys("a", "b");
        assertThat(files.attribute("volumes")).contains("\"source\":\"@/one/two/d\"");
    }

    @Test
    void letsALaterFileOverrideWhatWasIncluded() throws Exception {
        files.with("compose.yaml", "include: [b.yaml]")
                .with("b.yaml", "services: {a: {image: x, environment: {A: 1, B: 1}}}")
                .with("compose.override.yaml", "services: {a: {environment: [A=2]}}");

        assertThat(files.attribute("environment")).isEqualTo("{\"A\":\"2\",\"B\":\"1\"}");
    }

    @Test
    void refusesWhatBothDefineDifferently() {
        files.with("compose.yaml", "include: [b.yaml]\nservices: {a: {image: x}}")
                .with("b.yaml", "services: {a: {image: y}}");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage("compose.yaml:2: services.a: is also in the included b.yaml:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ports: ['80:80']", "networks: [default]", "volumes: ['/a:/a']", "dns: a"})
    void refusesWhatBothDefineInAShortForm(String attribute) {
        var service = "services: {a: {image: x, %s}}".formatted(attribute);
        files.with("compose.yaml", "include: [b.yaml]\n" + service).with("b.yaml", service);

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessageContaining("services.a: is also in the included b.yaml:1");
    }

    @Test
    void takesWhatBothDefineAlikeOnce() throws Exception {
        files.with("compose.yaml", "include: [b.yaml, c.yaml]\nservices: {a: {image: x}}")
                .with("b.yaml", "include: [d.yaml]\nservices: {a: {image: x}}")
                .with("c.yaml", "include: [d.yaml]")
                .with("d.yaml", "services: {d: {image: x, ports: ['80:80']}}");

        assertThat(files.load().project().services()).containsOnlyKeys("a", "d");
    }

    @Test
    void refusesACircleAndShowsIt() {
        files.with("compose.yaml", "include: [b.yaml]").with("b.yaml", "include: [compose.yaml]");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        "b.yaml:1: include[0]: goes in a circle: compose.yaml -> b.yaml ->"
                                + " compose.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oci://host/project",
                "https://github.com/a/b.git",
                "git@github.com:a/b.git",
                "github.com/a/b"
            })
    void refusesARemoteProjectByName(String remote) {
        files.with("compose.yaml", "include: ['%s']".formatted(remote));

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        "compose.yaml:1: include[0]: %s is remote: only local files are"
                                + " supported",
                        remote);
    }

    @Test
    void takesTheFolderAboveAProjectFolderThatIsNotThereAndWarns() throws Exception {
        files.with("compose.yaml", "include: [{path: b.yaml, project_directory: nope}]")
                .with("b.yaml", "services: {a: {image: x, volumes: ['./d:/d']}}");

        assertThat(files.attribute("volumes")).contains("\"source\":\"@/d\"");
        assertThat(files.load().warnings())
                .containsExactly(
                        "compose.yaml:1: include[0]: nope is not a folder; paths are taken from "
                                + temporary
                                + ", as Docker Compose does");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        files.with("compose.yaml", "include: [nowhere.yaml]");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage("compose.yaml:1: include[0]: there is no Compose file nowhere.yaml");
    }

    @Test
    void refusesAnEnvFileThatIsNotThere() {
        files.with("compose.yaml", "include: [{path: b.yaml, env_file: b.env}]")
                .with("b.yaml", "services: {a: {image: x}}");

        assertThatThrownBy(files::load)
                .isInstanceOf(ComposeException.class)
                .hasMessage("compose.yaml:1: there is no env file b.env");
    }

    @Test
    void givesAVariableWithoutAValueThatOfTheIncludedProject() throws Exception {
        files.with("compose.yaml", "include: [sub/b.yaml]")
                .with("sub/b.yaml", "services: {a: {image: x, environment: [KEY, OTHER]}}")
                .with("sub/.env", "KEY=value");

        assertThat(files.attribute("environment")).isEqualTo("{\"KEY\":\"value\",\"OTHER\":null}");
    }

    @Test
    void ignoresTheNameOfAnIncludedProject() throws Exception {
        files.with("compose.yaml", "include: [b.yaml]")
                .with("b.yaml", "{name: other, services: {a: {image: '$COMPOSE_PROJECT_NAME'}}}");

        assertThat(files.attribute("image")).isEqualTo("\"p\"");
    }
}

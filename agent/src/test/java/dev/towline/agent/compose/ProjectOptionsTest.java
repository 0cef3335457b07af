package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files a command line means. What is expected was taken from Docker Compose 2.40.3.
final class ProjectOptionsTest {
    private static final String MOUNT = "services: {a: {image: 'x:$TAG', volumes: ['./d:/d']}}";

    @TempDir Path temporary;
    private FolderOfFiles files;

    @BeforeEach
    void makeFolder() {
        files = new FolderOfFiles(temporary);
    }

    @Test
    void takesTheFirstFilesFolderForTheProjects() throws Exception {
        files.with("sub/a.yaml", MOUNT).with("sub/.env", "TAG=sub").with(".env", "TAG=here");

        assertThat(loaded(options(null, "sub/a.yaml"))).isEqualTo("x:sub @/sub/d");
    }

    @Test
    void takesTheFolderThatIsNamed() throws Exception {
        files.with("a.yaml", MOUNT).with("pd/.env", "TAG=pd").with(".env", "TAG=here");

        assertThat(loaded(options("pd", "a.yaml"))).isEqualTo("x:pd @/pd/d");
    }

    @Test
    void takesTheNearestFolderAboveThatHasAFile() throws Exception {
        files.with("compose.yaml", MOUNT)
                .with("compose.override.yml", "services: {a: {image: 'y:$TAG'}}")
                .with("one/two/.env", "TAG=two")
                .with(".env", "TAG=top");

        var loaded = loaded(options(null), temporary.resolve("one/two"));

        assertThat(loaded).isEqualTo("y:two @/d");
    }

    @Test
    void takesTheFilesThatAnEnvFileNames() throws Exception {
        files.with(".env", "COMPOSE_FILE=sub/a.yaml;sub/b.yaml\nCOMPOSE_PATH_SEPARATOR=;\nTAG=top")
                .with("sub/.env", "TAG=sub")
                .with("sub/a.yaml", MOUNT)
                .with("sub/b.yaml", "services: {a: {volumes: ['./e:/d']}}");

        assertThat(loaded(options(null))).isEqualTo("x:top @/sub/e");
    }

    @Test
    void letsALaterEnvFileWin() throws Exception {
        files.with("compose.yaml", MOUNT).with("a.env", "TAG=a").with("b.env", "TAG=b");
        var named = Map.of("COMPOSE_ENV_FILES", "a.env,b.env");

        var loaded = loaded(new ProjectOptions(List.of(), null, null, List.of(), named, List.of()));

        assertThat(loaded).isEqualTo("x:b @/d");
    }

    @Test
    void readsNoEnvFileWhereThatIsSwitchedOff() throws Exception {
        files.with("compose.yaml", "services: {a: {image: 'x:${TAG:-none}', volumes: ['./d:/d']}}")
                .with(".env", "TAG=a");
        var off = Map.of("COMPOSE_DISABLE_ENV_FILE", "true");

        var loaded = loaded(new ProjectOptions(List.of(), null, null, List.of(), off, List.of()));

        assertThat(loaded).isEqualTo("x:none @/d");
    }

    @Test
    void readsFilesOutsideTheFolderThatAPersonNames() throws Exception {
        files.with("here/a.yaml", MOUNT).with("there/b.yaml", "services: {a: {image: z}}");

        assertThat(loaded(options(null, "here/a.yaml", "there/b.yaml"))).isEqualTo("z @/here/d");
    }

    @Test
    void saysWhichNamesItLookedFor() {
        assertThatThrownBy(() -> loaded(options(null), temporary.resolve("nowhere")))
                .isInstanceOf(ComposeException.class)
                .hasMessage(
                        "there is no compose.yaml, compose.yml, docker-compose.yml,"
                                + " docker-compose.yaml");
    }

    @Test
    void doesNotShowItsVariables() {
        var options =
                new ProjectOptions(
                        List.of(), null, null, List.of(), Map.of("A", "hunter2"), List.of());

        assertThat(options.toString()).doesNotContain("hunter2");
    }

    private static ProjectOptions options(@Nullable String folder, String... files) {
        return new ProjectOptions(
                List.of(files).stream().map(Path::of).toList(),
                folder == null ? null : Path.of(folder),
                null,
                List.of(),
                Map.of(),
                List.of());
    }

    private String loaded(ProjectOptions options) throws ComposeException {
        return loaded(options, temporary);
    }

    private String loaded(ProjectOptions options, Path current) throws ComposeException {
        var service = ComposeLoader.load(options.in(current)).project().service("a").canonical();
        var source = service.path("volumes").path(0).path("source").asText();
        return service.path("image").asText() + " " + source.replace(temporary.toString(), "@");
    }
}

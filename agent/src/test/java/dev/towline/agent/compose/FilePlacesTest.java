package dev.towline.agent.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of two places a file of a project is read from.
final class FilePlacesTest {
    @TempDir Path folder;
    private Path release;
    private Path project;

    @BeforeEach
    void makeFolders() throws IOException {
        release = Files.createDirectories(folder.resolve("release"));
        project = Files.createDirectories(folder.resolve("project"));
    }

    @Test
    void readsComposeFilesFromTheReleaseAndResolvesPathsInTheProjectFolder() throws Exception {
        write(project, "compose.yaml", "services: {a: {image: old}}");
        write(release, "compose.yaml", "services: {a: {image: new, volumes: ['./d:/d']}}");

        var loaded = load(Map.of()).project();

        assertThat(loaded.folder()).isEqualTo(project.toString());
        assertThat(loaded.service("a").image()).isEqualTo("new");
        assertThat(loaded.service("a").mounts().getFirst().source())
                .isEqualTo(project.resolve("d").toString());
    }

    @Test
    void prefersTrackedEnvFilesToThoseOfTheProjectFolder() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: x, env_file: [t.env, u.env]}}");
        write(release, "t.env", "T=release");
        write(project, "t.env", "T=project");
        write(project, "u.env", "U=project");

        var service = load(Map.of()).project().service("a").canonical();

        assertThat(service.path("environment"))
                .hasToString("{\"T\":\"release\",\"U\":\"project\"}");
    }

    @Test
    void findsTrackedEnvFilesByTheirAbsolutePathInTheProjectFolder() throws Exception {
        var absolute = project.resolve("t.env");
        write(
                release,
                "compose.yaml",
                "services: {a: {image: x, env_file: %s}}".formatted(absolute));
        write(release, "t.env", "T=release");

        var service = load(Map.of()).project().service("a").canonical();

        assertThat(service.path("environment")).hasToString("{\"T\":\"release\"}");
    }

    @Test
    void neverReadsAComposeFileOutsideTheRelease() throws Exception {
        write(folder, "outside.yaml", "services: {a: {image: x}}");

        assertThatThrownBy(() -> ComposeLoader.load(request(List.of("../outside.yaml"))))
                .isInstanceOf(ComposeException.class)
                .hasMessageMatching("could not read .*/outside.yaml: it is outside the release");
    }

    @Test
    void neverFollowsASymbolicLinkOutOfTheRelease() throws Exception {
        write(folder, "outside.yaml", "services: {a: {image: x}}");
        Files.createSymbolicLink(release.resolve("compose.yaml"), folder.resolve("outside.yaml"));

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ComposeException.class)
                .hasMessage("could not read compose.yaml: it is outside the release");
    }

    @Test
    void neverIncludesOrExtendsAFileOutsideTheRelease() throws Exception {
        write(folder, "outside.yaml", "services: {b: {image: x}}");
        write(release, "i.yaml", "include: [../outside.yaml]");
        write(release, "e.yaml", "services: {a: {extends: {file: ../outside.yaml, service: b}}}");

        for (var file : List.of("i.yaml", "e.yaml")) {
            assertThatThrownBy(() -> ComposeLoader.load(request(List.of(file))))
                    .isInstanceOf(ComposeException.class)
                    .hasMessageEndingWith("outside.yaml: it is outside the release");
        }
    }

    @Test
    void readsWhatIsIncludedFromTheReleaseAndItsDotEnvFromTheProjectFolder() throws Exception {
        Files.createDirectories(release.resolve("sub"));
        Files.createDirectories(project.resolve("sub"));
        write(release, "compose.yaml", "include: [sub/b.yaml]");
        write(release, "sub/b.yaml", "services: {a: {image: 'x:$TAG', volumes: ['./d:/d']}}");
        write(project, "sub/.env", "TAG=vm");

        var service = load(Map.of()).project().service("a");

        assertThat(service.image()).isEqualTo("x:vm");
        assertThat(service.mounts().getFirst().source()).isEqualTo(project + "/sub/d");
    }

    @Test
    void tellsTheFilesThatWereMergedByTheirPlaceInTheProjectFolder() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: x}}");
        write(release, "compose.override.yaml", "services: {a: {user: u}}");

        assertThat(load(Map.of()).composeFiles())
                .containsExactly(project + "/compose.yaml", project + "/compose.override.yaml");
    }

    @Test
    void readsTheDotEnvOfTheProjectFolderNotOfTheRelease() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: 'x:${TAG}'}}");
        write(release, ".env", "TAG=release");
        write(project, ".env", "TAG=project");

        assertThat(load(Map.of()).project().service("a").image()).isEqualTo("x:project");
    }

    @Test
    void refusesAnEnvFileThatWasNamedAndIsNotThere() throws Exception {
        write(release, "compose.yaml", "services: {a: {image: x}}");
        var missing = List.of(Path.of("production.env"));

        assertThatThrownBy(() ->
                        ComposeLoader.load(
                                new ComposeRequest(
                                        release, project, List.of(), null, List.of(), Map.of(),
                                        missing)))
                .isInstanceOf(ComposeException.class)
                .hasMessage("there is no env file production.env");
    }

    private LoadedProject load(Map<String, String> variables) throws ComposeException {
        return ComposeLoader.load(
                new ComposeRequest(
                        release, project, List.of(), null, List.of(), variables, List.of()));
    }

    private ComposeRequest request(List<String> files) {
        return new ComposeRequest(release, project, files, null, List.of(), Map.of(), List.of());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

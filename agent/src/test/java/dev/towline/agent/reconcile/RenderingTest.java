package dev.towline.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.compose.ComposeException;
import dev.towline.agent.plan.DockerInMemory;
import dev.towline.agent.project.SpecHash;
import dev.towline.ids.CommitSha;
import dev.towline.ids.Generation;
import dev.towline.wire.DriftPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderingTest {
    private static final CommitSha SHA = new CommitSha("0123456789".repeat(4));

    @TempDir Path disk;
    private EnvironmentSettings settings;

    @BeforeEach
    void release() throws IOException {
        settings =
                new EnvironmentSettings(
                        World.STAGING,
                        disk.resolve("project"),
                        List.of(),
                        disk.resolve("state"),
                        Duration.ofMinutes(1),
                        0,
                        DriftPolicy.HOLD_OFF,
                        EditPolicy.REFUSE,
                        Optional.empty(),
                        HostSettings.USUAL);
        put(settings.folder().resolve(".env"), "PORT=8123\nTOKEN=of the VM\n");
        put(
                settings.release(SHA).resolve("compose.yaml"),
                "name: shop\nservices: {api: {image: 'app:${PORT}', volumes: ['./conf:/conf']}}\n");
        put(settings.release(SHA).resolve("conf/app.txt"), "one");
    }

    private static void put(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Rendering render(String towline) throws IOException, ComposeException {
        put(settings.release(SHA).resolve("towline.yml"), towline);
        return Rendering.of(Orders.of(SHA, new Generation(4), "/none"), settings);
    }

    private String hash() throws IOException, ComposeException {
        var project = DockerInMemory.resolved(render("stable: 1s").project());
        return SpecHash.of(project, project.service("api"));
    }

    @Test
    void fillsTheVariablesOfTheVmIntoAHealthUrl() throws Exception {
        var stack =
                render(
                                "health: [{url: 'http://localhost:${PORT}/${TOWLINE_ENVIRONMENT}',"
                                        + " expect: {git_sha: '${TOWLINE_SHA}'}}]")
                        .stack();

        assertThat(stack.health().getFirst().url()).isEqualTo("http://localhost:8123/staging");
        assertThat(stack.health().getFirst().expect()).containsEntry("git_sha", SHA.hex());
    }

    @Test
    void fillsOnlyTheGivenVariablesIntoACommand() throws Exception {
        var stack =
                render(
                                "guard: [{service: api, command: [sh, -c,"
                                        + " 'echo ${TOWLINE_SHORT_SHA} ${TOKEN} $HOME']}]")
                        .stack();

        assertThat(stack.guards().getFirst().command())
                .containsExactly("sh", "-c", "echo 0123456 ${TOKEN} $HOME");
    }

    @Test
    void countsAChangedFileInABindSourceAsAChangeOfTheService() throws Exception {
        var before = hash();

        put(settings.release(SHA).resolve("conf/app.txt"), "two");

        assertThat(hash()).isNotEqualTo(before);
    }

    @Test
    void readsTheVmsOwnVariablesIntoTheProject() throws Exception {
        assertThat(render("stable: 1s").project().service("api").image()).isEqualTo("app:8123");
    }
}

package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Somebody edits a tracked file on the VM. Runs beside other classes.
@Execution(ExecutionMode.CONCURRENT)
class EditedE2E {
    private static final String LINE = "# somebody was here\n";

    @TempDir Path folder;
    private TestSite site;
    private Path file;

    @BeforeEach
    void startSite() throws IOException {
        site = TestSite.named("edited", folder);
        site.accepted(DemoStack.good());
        var project = site.agent().projectFolder(site.project(TestSite.STAGING));
        file = project.resolve("towline.yml");
        Files.writeString(file, LINE, StandardOpenOption.APPEND);
    }

    @AfterEach
    void endSite() {
        site.close();
    }

    private JsonNode check(String deployment) {
        return site.events(deployment).stream()
                .filter(it -> it.path("kind").asText().equals("files"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void orderIsRefusedWithTheDiffThenSavedAsideByPolicyAndReplaced() throws IOException {
        var running = site.engine().running();
        var sha = site.publish(DemoStack.good());

        var refused = site.order(sha);

        assertThat(site.assertEnds(refused, "refused")).contains("towline.yml");
        assertThat(check(refused).path("verdict").asText()).isEqualTo("failed");
        assertThat(check(refused).path("message").asText())
                .contains("--- a/towline.yml\n+++ b/towline.yml\n@@ ", "\n+" + LINE);
        assertThat(site.engine().running()).isEqualTo(running);
        assertThat(file).content().endsWith(LINE);
        assertThat(site.agent().say("status").output()).contains("+" + LINE.strip());

        site.restartAgentWith("editedFiles: save-aside");
        var accepted = site.order(sha);

        site.assertEnds(accepted, "accepted");
        assertThat(check(accepted).path("verdict").asText()).isEqualTo("warned");
        assertThat(file).content().doesNotContain(LINE);
        var told = check(accepted).path("message").asText();
        var kept = told.lines().findFirst().orElse("").replaceAll(".* kept in ", "");
        assertThat(Path.of(kept).resolve("towline.yml")).content().endsWith(LINE);
    }
}

package dev.towline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.lock.OtherProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void project() throws IOException {
        Files.writeString(
                folder.resolve("compose.yaml"), "name: shop\nservices: {api: {image: 'app:1'}}\n");
    }

    private int run(String... words) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private void assertFailed(int exitCode, String words) {
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("towline-agent: ").contains(words);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("Exception:\n");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run", "enrol", "status", "config", "plan", "apply", "hold", "release", "exec"
            })
    void explainsEachCommand(String command) {
        var exitCode = run(command, "--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("Usage: towline-agent " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run", "enrol", "status", "config", "plan", "apply", "hold", "release", "exec"
            })
    void saysTwoForAnOptionThatThereIsNot(String command) {
        var exitCode = run(command, "--no-such-option");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains("Usage: towline-agent " + command)
                .doesNotContain("\tat ");
    }

    @Test
    void saysTwoWithoutACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "status"})
    void failsWithoutSettings(String command) {
        var exitCode = run(command, "--config", folder.resolve("none.yml").toString());

        assertFailed(exitCode, "none.yml");
    }

    @Test
    void appliesNothingWhileAnotherProcessWrites() {
        var locks = Path.of(System.getenv("TOWLINE_LOCKS"));
        var none = "unix://" + folder.resolve("none.sock");
        try (var other = OtherProcess.tries(locks, "shop", "deployment staging-3")) {
            assertThat(other.answer()).isEqualTo("taken");

            var exitCode = run("apply", "--project-directory", folder.toString(), "--docker", none);

            assertFailed(exitCode, "could not lock the project shop: it is locked by ");
            assertThat(err.toString())
                    .contains("process " + other.pid() + ", since ")
                    .endsWith(": deployment staging-3\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply"})
    void failsWhereNoEngineAnswers(String command) {
        var exitCode =
                run(
                        command,
                        "--project-directory",
                        folder.toString(),
                        "--docker",
                        "unix://" + folder.resolve("none.sock"));

        assertFailed(exitCode, "the engine does not answer");
        assertThat(err.toString()).hasLineCount(1);
    }

    @Test
    void failsOnAFileThatComposeCannotRead() throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), "services: {api: {imaj: 'app:1'}}\n");

        var exitCode = run("config", "--project-directory", folder.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("imaj").doesNotContain("\tat ");
    }

    @Test
    void printsTheProjectAsJson() {
        var exitCode = run("config", "--project-directory", folder.toString(), "--format", "json");

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("{").contains("\"image\"").contains("app:1");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsTheProjectAsYaml() {
        var exitCode = run("config", "--project-directory", folder.toString());

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("name: shop\n").contains("image: app:1");
    }
}

package dev.towline.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.coordinator.TestCommand;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoordinatorCommandTest {
    private final StringWriter said = new StringWriter();

    private int run(String... arguments) {
        return TestCommand.run(said, arguments);
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isEqualTo(0);
        assertThat(said.toString())
                .contains("--config=FILE", "--port", "--data=DIR", "--host", "Exit code");
    }

    @Test
    void wantsToKnowItsFolder() {
        assertThat(run()).isEqualTo(2);
        assertThat(said.toString()).contains("--data=DIR");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(run("--data", "unused", "--port", "70000")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--port is 0 to 65535, not 70000");
    }

    @Test
    void refusesToShowTokensToOthers() {
        assertThat(run("--data", "unused", "--host", "0.0.0.0")).isEqualTo(2);
        assertThat(said.toString()).contains("--insecure-http");
    }

    @Test
    void saysInOneSentenceWhyItCannotStart(@TempDir Path folder) throws Exception {
        var file = Files.createFile(folder.resolve("file"));

        assertThat(run("--data", file.toString(), "--port", "0")).isEqualTo(1);
        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .startsWith("towline coordinator: could not use the folder " + file);
    }
}

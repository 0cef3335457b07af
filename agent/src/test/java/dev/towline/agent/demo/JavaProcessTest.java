package dev.towline.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.towline.agent.demo.JavaProcess.Program;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {
    @TempDir Path folder;

    @Test
    void runsAClassOfThisBuildWithItsArguments() {
        try (var process = start("first", "second")) {
            awaitLine(process, "[first, second]");

            process.stop();

            assertThat(process.tail()).endsWith("tidied up");
        }
    }

    @Test
    void givesNoTimeToTidyUpWhenKilled() {
        try (var process = start()) {
            awaitLine(process, "[]");

            process.kill9();

            assertThat(process.awaitEnd(Duration.ofSeconds(5))).isEqualTo(137);
            assertThat(process.tail()).endsWith("[]");
        }
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        var process = start();

        process.close();

        assertThat(process.isAlive()).isFalse();
    }

    private JavaProcess start(String... arguments) {
        var program = Program.of(Waiting.class.getName(), arguments);
        return JavaProcess.start(program, folder.resolve("log"));
    }

    private static void awaitLine(JavaProcess process, String line) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> process.tail().contains(line));
    }
}

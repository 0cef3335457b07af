package dev.towline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process that gets a real signal.
final class ServingTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir private Path folder;

    /// What is started: seen by others at once, but back only when the test says so.
    static final class Slow {
        private Slow() {}

        public static void main(String... arguments) throws Exception {
            var folder = Path.of(arguments[0]);
            Serving.untilTold(() -> {
                Files.createFile(folder.resolve("seen"));
                await(folder.resolve("go-on"));
                if (Files.exists(folder.resolve("fail"))) {
                    throw new IOException("could not start");
                }
                Files.createFile(folder.resolve("started"));
                return () -> create(folder.resolve("ended"));
            });
        }
    }

    @Test
    void endsInOrderThoughItIsToldWhileItStarts() throws Exception {
        var process = start();

        process.destroy();
        create(folder.resolve("go-on"));

        assertThat(exitCode(process)).isZero();
        assertThat(folder.resolve("ended")).exists();
    }

    @Test
    void endsInOrderWhenItIsToldLater() throws Exception {
        var process = start();
        create(folder.resolve("go-on"));
        await(folder.resolve("started"));

        process.destroy();

        assertThat(exitCode(process)).isZero();
        assertThat(folder.resolve("ended")).exists();
    }

    @Test
    void tellsOfNoSuccessWhenItCouldNotStart() throws Exception {
        create(folder.resolve("fail"));
        var process = start();

        create(folder.resolve("go-on"));

        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    void tellsOfNoSuccessWhenItIsToldWhileItFailsToStart() throws Exception {
        create(folder.resolve("fail"));
        var process = start();

        process.destroy();
        create(folder.resolve("go-on"));

        assertThat(exitCode(process)).isIn(1, SIGTERM);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var process =
                new ProcessBuilder(java, "-cp", classes, Slow.class.getName(), folder.toString())
                        .start();
        await(folder.resolve("seen"));
        return process;
    }

    private static void await(Path file) {
        Awaitility.await(file.toString())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(file));
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

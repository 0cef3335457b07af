package dev.towline.agent.demo;

import dev.towline.agent.demo.JavaProcess.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A coordinator in a process of its own, on a port that stays the same over restarts.
public final class RunningCoordinator implements AutoCloseable {
    private static final String MAIN = "dev.towline.coordinator.cli.CoordinatorCommand";
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final String HEAP = "-Xmx256m";

    private final Path folder;
    private final String heap;
    private final int port = Ports.free();
    private JavaProcess process;

    private RunningCoordinator(Path folder, String heap) {
        this.folder = folder;
        this.heap = heap;
        this.process = launch();
    }

    /// Starts one that keeps everything in the folder; returns when it answers.
    public static RunningCoordinator in(Path folder) {
        return in(folder, HEAP);
    }

    /// The same with another limit of memory.
    static RunningCoordinator in(Path folder, String heap) {
        var coordinator = new RunningCoordinator(folder, heap);
        coordinator.awaitReady();
        return coordinator;
    }

    public URI address() {
        return address(Front.NONE);
    }

    /// Where it is for those behind the front.
    URI address(Front front) {
        return URI.create("http://127.0.0.1:" + front.of(port));
    }

    public Path tokenFile() {
        return folder.resolve("admin-token");
    }

    public Operator operator() {
        try {
            return new Operator(address(), Files.readString(tokenFile()).strip());
        } catch (IOException e) {
            throw new DemoException("could not read " + tokenFile(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public void kill9() {
        process.kill9();
    }

    /// The last lines of its log.
    public String tail() {
        return process.tail();
    }

    /// Comes back on the same port, with the same store.
    public void startAgain() {
        process = launch();
        awaitReady();
    }

    private JavaProcess launch() {
        return JavaProcess.start(
                new Program(
                        MAIN,
                        Stream.concat(FLAGS.stream(), Stream.of(heap)).toList(),
                        List.of("--port", "" + port, "--data", folder.toString()),
                        Map.of()),
                folder.resolveSibling("coordinator.log"));
    }

    private void awaitReady() {
        Awaitility.await("coordinator at " + address() + "\n" + process.tail())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || Ports.answers(port));
        if (!process.isAlive()) {
            throw new DemoException("the coordinator ended: " + process.tail());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

package dev.towline.agent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A Docker Engine of its own, which may be killed and started again, whose disk may be full, and
/// of which nothing is left in the end. It needs root.
///
/// It shares the machine's network, so that what it publishes is reached as ever, but neither
/// bridge nor firewall rules: published ports go through Docker's proxy processes.
final class PrivateEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path run;
    private final Path log;
    private final PrivateNetwork network = PrivateNetwork.create();
    private final Set<String> networks = new HashSet<>();
    private @Nullable ChildProcess process;

    private PrivateEngine(Path data, Path run, Path log) {
        this.data = data;
        this.run = run;
        this.log = log;
    }

    /// Starts one; returns when it answers.
    ///
    /// @param data where it keeps everything
    /// @param log what it says
    static PrivateEngine on(Path data, Path log) {
        try {
            // Short: the path of a socket has at most 107 characters.
            var run = Files.createTempDirectory(Path.of("/run"), "towline-e");
            var engine = new PrivateEngine(data, run, log);
            engine.startOrClean();
            return engine;
        } catch (IOException e) {
            throw new DemoException("could not make a folder in /run", e);
        }
    }

    private void startOrClean() {
        try {
            start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// For the agent's settings, and `DOCKER_HOST` of other programs.
    String address() {
        return "unix://" + socketFile();
    }

    EngineSocket socket() {
        return EngineSocket.at(socketFile());
    }

    private Path socketFile() {
        return run.resolve("docker.sock");
    }

    /// Starts it, or starts it again; returns when it answers.
    void start() {
        removePidFiles();
        var started = ChildProcess.start(command(), Map.of(), log);
        process = started;
        Awaitility.await("dockerd on " + run)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new DemoException("dockerd ended: " + started.tail());
        }
    }

    private boolean answers() {
        try {
            return socket().get("/info").has("ID");
        } catch (DemoException _) {
            return false;
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add("dockerd");
        command.addAll(List.of("--data-root", data.toString()));
        command.addAll(List.of("--exec-root", run.resolve("exec").toString()));
        command.addAll(List.of("--pidfile", pidFile().toString()));
        command.addAll(List.of("-H", address(), "--storage-driver", "overlay2"));
        command.addAll(network.options());
        return command;
    }

    private Path pidFile() {
        return run.resolve("dockerd.pid");
    }

    // The number in them may be another program's by now.
    private void removePidFiles() {
        try {
            Files.deleteIfExists(pidFile());
            Files.deleteIfExists(run.resolve("exec/containerd/containerd.pid"));
        } catch (IOException e) {
            throw new DemoException("could not remove " + pidFile(), e);
        }
    }

    /// Of dockerd; it must have been started.
    long pid() {
        return Objects.requireNonNull(process).pid();
    }

    /// Whether it ended though nobody ended it.
    boolean endedByItself() {
        return process != null && !process.isAlive();
    }

    /// `kill -9` of dockerd and containerd. The containers' processes run on until the next start,
    /// which ends them.
    void kill9() {
        if (process != null) {
            rememberNetworks();
            process.kill9();
            process.close();
            process = null;
        }
    }

    // Their bridges outlive a killed engine.
    private void rememberNetworks() {
        if (answers()) {
            socket().get("/networks").forEach(it -> networks.add(it.path("Id").asText()));
        }
    }

    /// As a person does, politely; its containers end with it.
    void restart() {
        rememberNetworks();
        if (process != null) {
            process.close();
        }
        start();
    }

    /// `kill -9` of all: what a power cut leaves running is nothing.
    void killAll9() {
        kill9();
        Awaitility.await("the end of what ran on " + run)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    shims().forEach(PrivateEngine::killTree);
                    return shims().isEmpty();
                });
    }

    private static void killTree(ProcessHandle shim) {
        shim.descendants().forEach(ProcessHandle::destroyForcibly);
        shim.destroyForcibly();
    }

    // Each container has one as its parent; it names the engine's folder.
    private List<ProcessHandle> shims() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").contains(run + "/"))
                .toList();
    }

    /// The last lines of its log.
    String tail() {
        return process == null ? "" : process.tail();
    }

    /// Ends it with all that it runs, and leaves nothing but its data. Twice is once.
    @Override
    public void close() {
        if (!Files.exists(run)) {
            return;
        }
        killAll9();
        Mounts.unmountBelow(data);
        Mounts.unmountBelow(run);
        network.close(networks);
        removeRun();
    }

    private void removeRun() {
        try (Stream<Path> all = Files.walk(run)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DemoException("could not remove " + run, e);
        }
    }
}

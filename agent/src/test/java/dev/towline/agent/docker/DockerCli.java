package dev.towline.agent.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The engine as others see it: the `docker` command, and images made of a static busybox.
final class DockerCli {
    static final String PREFIX = "towline-docker-it";

    /// The engine that `docker` talks to as well: another one than the VM's may be given.
    static final URI ENGINE =
            URI.create(
                    Optional.ofNullable(System.getenv("DOCKER_HOST"))
                            .orElse("unix:///var/run/docker.sock"));

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private DockerCli() {}

    /// Runs `docker` and gives what it printed.
    ///
    /// @throws AssertionError where it fails
    static String docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Makes an image of busybox alone.
    ///
    /// @param changes Dockerfile instructions, as `VOLUME /data`
    static void makeImage(String reference, String... changes) {
        try {
            var tar = Files.createTempFile("towline-busybox", ".tar");
            var root = Files.createTempDirectory("towline-busybox");
            Files.createDirectories(root.resolve("bin"));
            Files.createDirectories(root.resolve("tmp"));
            Files.copy(BUSYBOX, root.resolve("bin/busybox"));
            for (var name : List.of("sh", "sleep", "cat", "echo", "true", "ls", "head", "yes")) {
                Files.createSymbolicLink(root.resolve("bin/" + name), Path.of("busybox"));
            }
            run(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
            var command = new ArrayList<>(List.of("docker", "import"));
            for (var change : changes) {
                command.addAll(List.of("--change", change));
            }
            command.addAll(List.of(tar.toString(), reference));
            run(command);
            run(List.of("rm", "-rf", root.toString(), tar.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes what a project's test left, volumes included.
    static void clean(String project) {
        var label = "label=com.docker.compose.project=" + project;
        docker("ps", "-aq", "--filter", label).lines().forEach(it -> docker("rm", "-fv", it));
        docker("network", "ls", "-q", "--filter", label)
                .lines()
                .forEach(it -> docker("network", "rm", it));
        docker("volume", "ls", "-q", "--filter", label)
                .lines()
                .forEach(it -> docker("volume", "rm", it));
    }
}

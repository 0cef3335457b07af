package dev.towline.agent.status;

import dev.towline.agent.docker.DockerEngine;
import dev.towline.agent.docker.Engine;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which engine, and with which credentials.
final class EngineOptions {
    @Option(
            names = "--docker",
            paramLabel = "URI",
            defaultValue = "unix:///var/run/docker.sock",
            description = "The engine's socket; default: ${DEFAULT-VALUE}.")
    private URI socket = URI.create("unix:///var/run/docker.sock");

    @Option(
            names = "--docker-config",
            paramLabel = "FILE",
            defaultValue = "${sys:user.home}/.docker/config.json",
            description = "The registries' credentials; default: ${DEFAULT-VALUE}.")
    private Path credentials = Path.of(".docker/config.json");

    Engine engine() {
        return new DockerEngine(socket, credentials);
    }
}

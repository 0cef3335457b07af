package dev.towline.agent.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An image registry on loopback (Debian's `docker-registry`), which engines use without TLS.
final class Registry implements AutoCloseable {
    private final int port;
    private final int front;
    private final Server server;

    private Registry(int port, int front, Server server) {
        this.port = port;
        this.front = front;
        this.server = server;
    }

    /// Starts a registry that keeps its images, its settings and its log in the folder.
    static Registry in(Path folder) {
        return in(folder, Front.NONE);
    }

    /// The same behind something else.
    static Registry in(Path folder, Front front) {
        int port = Ports.free();
        var settings = folder.resolve("config.yml");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, settings(folder.resolve("storage"), port));
        } catch (IOException e) {
            throw new DemoException("could not write " + settings, e);
        }
        var command = List.of("docker-registry", "serve", settings.toString());
        var registry =
                new Registry(
                        port, front.of(port), new Server(command, port, folder.resolve("log")));
        registry.start();
        return registry;
    }

    private static String settings(Path storage, int port) {
        return """
        version: 0.1
        log:
          level: warn
        storage:
          filesystem:
            rootdirectory: %s
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:%d
        """
                .formatted(storage, port);
    }

    /// How image names begin, as in `127.0.0.1:5000/demo-api:latest`.
    String name() {
        return "127.0.0.1:" + front;
    }

    /// Where it is itself.
    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /// Comes back on the same port, with the same images.
    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.close();
    }
}

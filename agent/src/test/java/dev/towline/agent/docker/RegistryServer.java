package dev.towline.agent.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A real image registry on a free loopback port, with its files in a folder of the test's.
final class RegistryServer implements AutoCloseable {
    static final String USER = "joe";
    static final String PASSWORD = "open sesame";
    // The bcrypt hash of PASSWORD: the registry takes no other kind.
    private static final String HTPASSWD =
            USER + ":$2b$04$DEKu/TEUOrvuqJpNGfTnYOTykntqqbla8LttWHfR2ZQZ0dWQ2HBa2\n";

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    RegistryServer(Path folder) {
        this.folder = folder;
        this.port = freePort();
    }

    /// Its address, as image references begin with.
    String address() {
        return "127.0.0.1:" + port;
    }

    RegistryServer start() {
        return start("");
    }

    /// Starts it so that it wants a password.
    RegistryServer startLocked() {
        try {
            Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start("auth: {htpasswd: {realm: test, path: " + folder.resolve("htpasswd") + "}}\n");
    }

    private RegistryServer start(String auth) {
        try {
            var config = folder.resolve("registry.yml");
            Files.writeString(
                    config,
                    "version: 0.1\n"
                            + "log: {level: error}\n"
                            + "storage: {filesystem: {rootdirectory: "
                            + folder.resolve("storage")
                            + "}}\n"
                            + "http: {addr: '"
                            + address()
                            + "'}\n"
                            + auth);
            process =
                    new ProcessBuilder("docker-registry", "serve", config.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("registry.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::listens);
        return this;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
